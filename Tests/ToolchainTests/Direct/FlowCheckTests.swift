import Testing

@testable import Toolchain

@Suite struct FlowCheckTests {
  /// As the Swift driver does it.
  @Test(
    arguments: [
      (1, 2, [1]), (3, 2, [2, 1]), (5, 4, [2, 1, 1, 1]), (60, 2, [20, 20, 20]),
      (51, 1, [17, 17, 17]),
    ])
  func batches(files: Int, processors: Int, sizes: [Int]) {
    let names = (0..<files).map { "\($0).swift" }
    let batches = FlowCheck.batches(of: names, processors: processors)
    #expect(batches.map(\.count) == sizes)
    #expect(batches.flatMap { $0 } == names)
  }
}
