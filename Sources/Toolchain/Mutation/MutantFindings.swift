import Events

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
  /// Numbers of mutants that gave another value at least once.
  var changed: Set<Int> = []

  /// Adds one run; of one that crashed only the tests that had failed before say something.
  mutating func add(_ section: MutantRuns.Section, of mutant: Mutant, form: Int) {
    reached.formUnion(section.reached)
    changed.formUnion(section.changed)
    for (place, passed) in section.run.ended {
      if !passed {
        noticing.insert(place)
      } else if !section.isOver {
        continue
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
  /// Functions that tests name and that could not be made to behave otherwise: nothing is known of those tests.
  private(set) var untried: [String] = []

  init() {}

  /// ", 2 of which pass whatever the app does (a(), b())"; empty if none does.
  var detail: String {
    let notice = "pass\(weak.count == 1 ? "es" : "") whatever the app does"
    let some =
      weak.isEmpty ? "" : ", \(weak.count) of which \(notice) (\(Self.few(weak.map(\.test))))"
    return some
  }

  /// Names what no test was tried on; nil if all that tests name was varied.
  var note: String? {
    untried.isEmpty
      ? nil
      : "not varied, so that nothing is known of its tests: \(untried.joined(separator: ", "))"
  }

  private static func few(_ names: [String]) -> String {
    names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
  }

  init(
    _ account: MutantAccount, tests: [TestNames.Test], mutants: [Mutant], _ appNames: Set<String>,
    leftAlone: [String] = []
  ) {
    let named = tests.reduce(into: Set<String>()) { $0.formUnion($1.names.names) }
    let alone = leftAlone.map { String($0.prefix { $0 != ":" }) }
    let same = mutants.filter {
      $0.change == .value && account.reached.contains($0.number)
        && !account.changed.contains($0.number)
    }.map(\.name)
    let varied = Set(mutants.filter { account.changed.contains($0.number) }.map(\.name))
    untried = Set(alone + same).intersection(named).subtracting(varied).sorted()
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
