/// What runs with mutants have shown so far.
struct MutantAccount: Sendable {
  /// Tests that ended without a mutant, and whether they passed.
  var baseline: [TestPlace: Bool] = [:]
  /// Tests that failed with some mutant.
  var noticing: Set<TestPlace> = []
  /// Mutants that gave another value while a test ran to its end and passed, by test.
  var unnoticed: [TestPlace: [Mutant]] = [:]
  /// Tests that called a mutant which could give no other value, because it threw for example.
  var unclear: Set<TestPlace> = []
  /// Numbers of mutants that were called at all.
  var reached: Set<Int> = []

  /// Adds one run; nothing is concluded from one that crashed.
  mutating func add(_ section: MutantRuns.Section, of mutant: Mutant, form: Int) {
    reached.formUnion(section.reached)
    guard section.isOver else { return }
    for (place, passed) in section.run.ended {
      if !passed {
        noticing.insert(place)
      } else if section.changed.contains(mutant.number) {
        unnoticed[place, default: []].append(mutant)
      } else if form == 0, section.reached.contains(mutant.number) {
        unclear.insert(place)
      }
    }
  }
}

/// Which tests show nothing, because they pass whatever the functions that they name give.
struct MutantFindings: Sendable, Equatable {
  /// Tests that show nothing, with the reason in words for the model.
  private(set) var weak: [TestFailure] = []
  /// Files all of whose tests show nothing.
  private(set) var weakFiles: Set<String> = []

  init() {}

  /// ", 2 of which notice no change (a(), b())"; empty if all notice one.
  var detail: String {
    guard !weak.isEmpty else { return "" }
    let names = weak.prefix(3).map(\.test).joined(separator: ", ") + (weak.count > 3 ? ", …" : "")
    return ", \(weak.count) of which notice\(weak.count == 1 ? "s" : "") no change (\(names))"
  }

  init(
    _ account: MutantAccount, tests: [TestNames.Test], mutants: [Mutant], _ appNames: Set<String>
  ) {
    var fine: Set<String> = []
    for test in tests {
      guard let reason = Self.weakness(of: test, account, mutants, appNames) else {
        fine.insert(test.place.file)
        continue
      }
      weak.append(
        TestFailure(
          test: "\(test.name)()", file: test.place.file, line: test.place.line, message: reason))
    }
    weakFiles = Set(tests.map(\.place.file)).subtracting(fine)
  }

  /// Nil if the test has noticed something, or if nothing can be said about it.
  private static func weakness(
    of test: TestNames.Test, _ account: MutantAccount, _ mutants: [Mutant], _ appNames: Set<String>
  ) -> String? {
    guard !account.noticing.contains(test.place), !account.unclear.contains(test.place) else {
      return nil
    }
    let named = mutants.filter { test.names.contains($0.name) }
    let unnoticed = account.unnoticed[test.place, default: []].filter { named.contains($0) }
    if let mutant = unnoticed.first {
      return "it still passes when \(mutant.text) (\(mutant.file):\(mutant.line)): "
        + "expect exactly what `\(mutant.name)` must give"
    }
    guard account.baseline[test.place] != nil else {
      return account.baseline.isEmpty
        ? nil : "it does not run: a test that shows something runs always"
    }
    if test.names.isDisjoint(with: appNames) {
      return "it uses nothing of AppCore: call the app's functions and expect what they must give"
    }
    if let first = named.first, named.allSatisfy({ !account.reached.contains($0.number) }) {
      return "it never runs the app's own `\(first.name)` (\(first.file):\(first.line)): "
        + "call it and expect what it must give"
    }
    return nil
  }
}
