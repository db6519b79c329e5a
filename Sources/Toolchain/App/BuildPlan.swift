/// What a build has made, read from the plan that `swift build` leaves in its folder.
///
/// `debug.yaml` lists a target for each product, `<NAME-TRIPLE-debug.exe>` and
/// `<NAME-TRIPLE-debug.test>`; the list of `main` and `test` holds the root package's own. Files of
/// earlier products stay in the folder, so that looking for programs there would not do.
struct BuildPlan: Equatable, Codable {
  /// Names of the executable products.
  var executables: [String] = []
  /// The name of the test program, nil if there are no tests.
  var testProgram: String?
  /// Whether the test program can run tests of XCTest's.
  var runsXCTest = true
  /// Whether the test program tells what happens over a channel (`TestChannel`).
  var hasChannel: Bool?

  /// The names that the file may have, without its ending: the configuration that was built.
  static let configurations = ["debug", "release"]

  init(
    executables: [String] = [], testProgram: String? = nil, runsXCTest: Bool = true,
    hasChannel: Bool? = nil
  ) {
    self.executables = executables
    self.testProgram = testProgram
    self.runsXCTest = runsXCTest
    self.hasChannel = hasChannel
  }

  /// Nil if the text is not a plan.
  init?(yaml: String, configuration: String = "debug") {
    var isPlan = false
    for line in yaml.split(separator: "\n") {
      let isMain = line.hasPrefix("  \"main\": [")
      guard isMain || line.hasPrefix("  \"test\": [") else { continue }
      isPlan = true
      for item in line.split(separator: "\"") {
        if isMain, let name = Self.name(in: item, ending: "-\(configuration).exe>") {
          executables.append(name)
        }
        if !isMain, let name = Self.name(in: item, ending: "-\(configuration).test>") {
          testProgram = name
        }
      }
    }
    guard isPlan else { return nil }
  }

  /// The program to run for an app of this name: its namesake, else the only one there is.
  func executable(for name: String?) -> String? {
    if let name, executables.contains(name) { return name }
    return executables.count == 1 ? executables[0] : nil
  }

  /// "<csv-sum-x86_64-unknown-linux-gnu-debug.exe>" → "csv-sum".
  private static func name(in item: Substring, ending: String) -> String? {
    guard item.first == "<", item.hasSuffix(ending) else { return nil }
    var parts = item.dropFirst().dropLast(ending.count).split(separator: "-")
    // The triple has three or four parts, the first of which is the architecture.
    let architectures = ["x86_64", "aarch64", "arm64", "armv7", "riscv64", "i686", "powerpc64le"]
    guard let start = parts.lastIndex(where: { architectures.contains(String($0)) }), start > 0
    else { return nil }
    parts.removeSubrange(start...)
    return parts.joined(separator: "-")
  }
}
