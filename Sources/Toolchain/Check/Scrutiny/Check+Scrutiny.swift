import Workspace

/// A closer look at an app whose tests have passed.
extension Check {
  /// What makes passed tests worth nothing: none of them looks at anything, or the app asks whether it
  /// is being tested.
  func suspicions() -> (failures: [TestFailure], hasEmptyTests: Bool) {
    let tests = testFunctions
    let empty = tests.allSatisfy(\.function.isEmpty) ? tests : []
    let failures = empty.map { file, function in
      TestFailure(
        test: "\(function.name)()", file: file, line: function.line,
        message: "it passes whatever the app does: expect what the app must answer")
    }
    return (failures + awareness, !empty.isEmpty)
  }

  /// How many tests look at nothing, where others do.
  func emptyTests() -> Int { testFunctions.count(where: \.function.isEmpty) }

  private var testFunctions: [(file: String, function: EmptyTests.Function)] {
    let files = sources("Tests/")
    let helpers = files.reduce(into: Set<String>()) {
      $0.formUnion(EmptyTests.helpers(in: $1.text))
    }
    return files.flatMap { path, text in
      EmptyTests.functions(in: text, helpers: helpers).map { (path, $0) }
    }
  }

  private var awareness: [TestFailure] {
    sources("Sources/").flatMap { path, text in
      TestAwareness.findings(in: text).map { finding in
        TestFailure(
          test: "the app, not a test", file: path, line: finding.line,
          message: "it asks whether it is being tested (\(finding.word)): it must do the same "
            + "wherever it runs")
      }
    }
  }

  private func sources(_ folder: String) -> [(path: String, text: String)] {
    tree.paths.compactMap { path in
      let name = path.description
      guard name.hasPrefix(folder), name.hasSuffix(".swift"), let text = tree.text(path) else {
        return nil
      }
      return (name, text)
    }
  }
}
