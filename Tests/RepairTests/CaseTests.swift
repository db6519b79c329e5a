import Repair
import Testing
import Workspace

/// What is mended without a model, from broken sources to the files that come of them.
@Suite struct CaseTests {
  @Test func thereAreCases() { #expect(RepairCase.all.count >= 90) }

  @Test(arguments: RepairCase.all) func mends(_ example: RepairCase) throws {
    let tree = try example.tree
    var mending = Mending()
    var mends: [Mend] = []
    while let mend = mending.next(for: try example.diagnostics, in: tree) { mends.append(mend) }
    #expect(mends.map(\.what) == example.says)
    let changed = mends.first.map { first in
      first.tree.differences(from: tree).map { ($0.description, first.tree.text($0) ?? "") }
    }
    #expect(Dictionary(uniqueKeysWithValues: changed ?? []) == example.becomes)
  }
}
