import Sandbox
import Workspace

/// Runs the tests against the mutants of what they name.
struct MutantRuns: Sendable {
  var checker: Checker
  /// Starts the test program from the folder of the mutants.
  var command: BuildCommand
  var program: String
  var work: WorkFolder
  var content: MutatedModule
  var tests: [TestNames.Test]
  /// All names that the app declares.
  var appNames: Set<String>

  /// Wall-clock seconds for all of it; what was not tried then says nothing.
  private static let seconds = 6.0
  /// Wall-clock milliseconds for one mutant; code that waits for a value may wait for ever.
  private static let milliseconds = 1000
  /// Bytes that are read of what one process tells: many runs of some tests.
  private static let toldBytes = 16 << 20
  /// How often the program is started again after a crash.
  private static let restarts = 6

  /// One mutant, and the tests that are tried on it.
  private struct Trial {
    var mutant: Mutant
    /// 0: another content; 1: another size.
    var form = 0
    var tests: [TestNames.Test]
  }

  func findings() async throws -> MutantFindings {
    let deadline = ContinuousClock.now + .seconds(Self.seconds)
    var account = MutantAccount()
    let named = content.mutants.map { mutant in
      Trial(mutant: mutant, tests: tests.filter { $0.names.contains(mutant.name) })
    }.filter { !$0.tests.isEmpty }
    try await play(named, &account, before: deadline)
    // Other contents were not noticed; other sizes may be.
    let doubtful = Set(self.doubtful(account).flatMap(\.names.names))
    let sizes = named.filter { $0.mutant.change == .value && doubtful.contains($0.mutant.name) }
      .map { Trial(mutant: $0.mutant, form: 1, tests: $0.tests) }
    if !sizes.isEmpty { try await play(sizes, &account, before: deadline) }
    // What a test calls by way of something else, such as a part of the kit, it does not name.
    let left = self.doubtful(account)
    // An operator's own mutant would only show that something is compared.
    let others = content.mutants.filter { mutant in
      account.reached.contains(mutant.number)
        && mutant.name.first.map { $0.isLetter || $0 == "_" } ?? false
    }.map { mutant in
      Trial(mutant: mutant, tests: left.filter { !$0.names.contains(mutant.name) })
    }.filter { !$0.tests.isEmpty }
    if !others.isEmpty { try await play(others, &account, before: deadline) }
    return findings(account)
  }

  private func findings(_ account: MutantAccount) -> MutantFindings {
    MutantFindings(
      account, tests: tests, mutants: content.mutants, appNames, leftAlone: content.leftAlone)
  }

  /// The tests of files in which no test has noticed anything.
  private func doubtful(_ account: MutantAccount) -> [TestNames.Test] {
    let files = findings(account).weakFiles
    return tests.filter { files.contains($0.place.file) }
  }

  /// Tries mutants in one process, and those that are left after a crash in the next; each in one of its
  /// own if the tests do not pass twice in one process.
  private func play(
    _ trials: [Trial], _ account: inout MutantAccount, before deadline: ContinuousClock.Instant
  ) async throws {
    let started = account
    var left = trials.shuffled()
    var crashed: [Trial] = []
    for _ in 0..<Self.restarts where !left.isEmpty || account.baseline.isEmpty {
      let usual = TestChannel.Run()
      let sections = try await run([usual] + left.map(run(of:)) + [usual], before: deadline)
      guard let first = sections.first, first.isOver else { return }
      account.baseline.merge(first.run.ended) { $0 && $1 }
      account.reached.formUnion(first.reached)
      let tried = sections.dropFirst().prefix(left.count)
      for (section, trial) in zip(tried, left) {
        account.add(section, of: trial.mutant, form: trial.form)
        guard !section.isOver else { continue }
        var unended = trial
        unended.tests.removeAll { section.run.ended[$0.place] == false }
        if unended.tests.count > 1 { crashed.append(unended) }
      }
      if sections.count == left.count + 2, let last = sections.last, last.isOver {
        guard first.run.ended.allSatisfy({ !$0.value || last.run.ended[$0.key] == true }) else {
          account = started
          account.baseline = first.run.ended
          return try await playAlone(trials, &account, before: deadline)
        }
      }
      left.removeFirst(min(left.count, max(1, tried.count)))
      guard ContinuousClock.now < deadline else { return }
    }
    // The test that crashed says nothing; those beside it must not suffer for it.
    for trial in crashed {
      for test in trial.tests where !account.noticing.contains(test.place) {
        let alone = Trial(mutant: trial.mutant, form: trial.form, tests: [test])
        guard let section = try await run([run(of: alone)], before: deadline).first else { return }
        account.add(section, of: trial.mutant, form: trial.form)
      }
    }
  }

  private func playAlone(
    _ trials: [Trial], _ account: inout MutantAccount, before deadline: ContinuousClock.Instant
  ) async throws {
    for trial in trials where ContinuousClock.now < deadline {
      guard let section = try await run([run(of: trial)], before: deadline).first else { continue }
      account.add(section, of: trial.mutant, form: trial.form)
    }
  }

  private func run(of trial: Trial) -> TestChannel.Run {
    let filters = trial.tests.map { test in
      let name = test.place.file.split(separator: "/").last ?? ""
      // Regular expressions: what is no letter may be anything.
      let plain = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "." })
      return "/\(plain):\(test.place.line):"
    }
    return TestChannel.Run(
      mutant: trial.mutant.number, form: trial.form, milliseconds: Self.milliseconds,
      filters: Set(filters).sorted())
  }

  /// What one run in a process came to.
  struct Section: Sendable {
    var run: TestRun
    /// False if the program ended in its middle.
    var isOver: Bool
    /// Mutants that were called, and those that could give another value.
    var reached: Set<Int>
    var changed: Set<Int>
  }

  private func run(
    _ runs: [TestChannel.Run], before deadline: ContinuousClock.Instant
  ) async throws -> [Section] {
    let left = ContinuousClock.now.duration(to: deadline) / .seconds(1)
    guard left > 0 else { return [] }
    let data = try work.folder()
    let channel = try TestChannel(in: data)
    _ = try await checker.runner.run(
      command.test(
        program, arguments: [], input: channel.input(runs), dataDirectory: data, seconds: left))
    return Self.sections(channel.told(limit: Self.toldBytes).lines, most: runs.count)
  }

  /// The runs that were told, `most` of them.
  static func sections(_ lines: [ArraySlice<UInt8>], most: Int) -> [Section] {
    var sections: [Section] = []
    var events: [ArraySlice<UInt8>]?
    func section(_ account: Substring?) -> Section {
      var found = Section(
        run: SwiftTestingEvents.read(events ?? []), isOver: account != nil, reached: [], changed: []
      )
      for entry in (account ?? "").split(separator: " ").dropFirst() {
        let parts = entry.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2 else { continue }
        found.reached.insert(parts[0])
        if parts[1] & 2 != 0 { found.changed.insert(parts[0]) }
      }
      return found
    }
    for line in lines {
      guard sections.count < most else { return sections }
      if line.elementsEqual("run".utf8) {
        events = []
      } else if line.starts(with: Array("end".utf8)) {
        sections.append(section(String(decoding: line, as: UTF8.self)[...]))
        events = nil
      } else {
        events?.append(line)
      }
    }
    if events != nil { sections.append(section(nil)) }
    return sections
  }
}
