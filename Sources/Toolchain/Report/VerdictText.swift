package import Events
package import Workspace

/// Says what is wrong with an app in words for the model that repairs it.
///
/// Pure and stable: the same verdict gives the same text. Never the raw log, but the first root
/// errors with the lines around them, failing tests with their values, failing examples in full.
package enum VerdictText {
  static let diagnosticsPerFile = 5
  static let diagnosticsInAll = 12
  static let failuresInAll = 8
  static let charactersOfText = 1_500

  /// Says what to repair, gate by gate.
  ///
  /// - Parameters:
  ///   - verdict: What the check came to.
  ///   - tree: The files that were checked, for the lines around an error.
  /// - Returns: The text; empty for a verdict that passed.
  package static func repairText(_ verdict: Verdict, tree: FileTree) -> String {
    verdict.gates.compactMap { gate in
      guard gate.isFailed else { return nil }
      let problems = gate.report.problems
      let body =
        diagnostics(problems.compactMap(\.diagnostic), tree: tree)
        + tests(problems.compactMap(\.test), tree: tree)
        + examples(problems.compactMap(\.example))
      let how = gate.result == .timedOut ? "ran out of time" : "failed"
      // Lines after the first are a crashed program's last.
      let detail = gate.detail.split(separator: "\n", maxSplits: 1)
      let words = detail.isEmpty ? "" : ": \(detail[0])"
      let rest = detail.count > 1 ? [cut(String(detail[1]))] : []
      return (["\(gate.gate.title) \(how)\(words)."] + rest + body).joined(separator: "\n\n")
    }.joined(separator: "\n\n")
  }

  // MARK: Compiler

  private static func diagnostics(_ all: [Diagnostic], tree: FileTree) -> [String] {
    let errors = folded(all.filter { $0.severity == .error })
    var shownInFile: [String: Int] = [:]
    var shown: [String] = []
    for (diagnostic, alsoAt) in errors where shown.count < diagnosticsInAll {
      let file = diagnostic.file ?? ""
      guard shownInFile[file, default: 0] < diagnosticsPerFile else { continue }
      shownInFile[file, default: 0] += 1
      shown.append(text(of: diagnostic, alsoAt: alsoAt, tree: tree))
    }
    let rest = errors.count - shown.count
    if rest > 0 {
      shown.append("\(counted(rest, "more error")) not shown; these come first.")
    }
    return shown
  }

  /// The same message again in the same file is one entry with more lines.
  private static func folded(_ errors: [Diagnostic]) -> [(Diagnostic, alsoAt: [Int])] {
    var result: [(Diagnostic, alsoAt: [Int])] = []
    for error in errors {
      let known = result.firstIndex { $0.0.file == error.file && $0.0.message == error.message }
      if let known, error.file != nil {
        if let line = error.line { result[known].alsoAt.append(line) }
      } else {
        result.append((error, []))
      }
    }
    return result
  }

  private static func text(of diagnostic: Diagnostic, alsoAt: [Int], tree: FileTree) -> String {
    var place = ""
    if let file = diagnostic.file {
      let numbers = [diagnostic.line, diagnostic.column].compactMap { $0.map { ":\($0)" } }
      place = "\(file)\(numbers.joined()): "
    }
    var lines = ["\(place)\(diagnostic.severity.rawValue): \(cut(diagnostic.message))"]
    // That a macro was expanded tells nothing that the place does not.
    let notes = diagnostic.notes.filter { $0 != Diagnostic.expansionNote }
    lines += notes.prefix(6).map { "  note: \(cut($0))" }
    lines += excerpt(of: diagnostic.file, line: diagnostic.line, tree: tree)
    if !alsoAt.isEmpty {
      lines.append("  the same on:")
      lines += Set(alsoAt).sorted().prefix(5).flatMap {
        excerpt(of: diagnostic.file, line: $0, around: 0, tree: tree)
      }
    }
    return lines.joined(separator: "\n")
  }

  // MARK: Tests and examples

  private static func tests(_ failures: [TestFailure], tree: FileTree) -> [String] {
    let shown = failures.prefix(failuresInAll).map { failure in
      var place = ""
      if let file = failure.file { place = " at \(file)\(failure.line.map { ":\($0)" } ?? "")" }
      let lines =
        ["Test \(failure.test) failed\(place):", indented(cut(failure.message))]
        + excerpt(of: failure.file, line: failure.line, tree: tree)
      return lines.joined(separator: "\n")
    }
    let rest = failures.count - shown.count
    return rest > 0 ? shown + ["\(counted(rest, "more failure")) not shown."] : shown
  }

  private static func examples(_ failures: [ExampleFailure]) -> [String] {
    let shown = failures.prefix(failuresInAll).map { failure in
      var lines = ["Example \"\(failure.example)\" failed:"]
      if let example = failure.given {
        for (number, run) in example.before.enumerated() {
          let arguments = run.arguments.map(shellWord).joined(separator: " ")
          lines.append(
            "  before, run \(number + 1): arguments: \(arguments.isEmpty ? "none" : arguments)")
          if !run.stdin.isEmpty {
            lines += ["  with standard input:", indented(cut(run.stdin), by: "    | ")]
          }
        }
        let arguments = example.arguments.map(shellWord).joined(separator: " ")
        lines.append("  arguments: \(arguments.isEmpty ? "none" : arguments)")
        if !example.stdin.isEmpty {
          lines += ["  standard input:", indented(cut(example.stdin), by: "    | ")]
        }
        for (path, content) in example.files.sorted(by: { $0.key < $1.key }) {
          lines += ["  file \(path):", indented(cut(content), by: "    | ")]
        }
      }
      lines += failure.mismatches.map { indented(cut($0.message)) }
      return lines.joined(separator: "\n")
    }
    let rest = failures.count - shown.count
    return rest > 0 ? shown + ["\(counted(rest, "more failing example")) not shown."] : shown
  }

  // MARK: Pieces

  /// A line of the source, marked, and so many `around` it.
  private static func excerpt(
    of file: String?, line: Int?, around: Int = 1, tree: FileTree
  ) -> [String] {
    guard let file, let line, let path = try? SafePath(file), let text = tree.text(path) else {
      return []
    }
    let lines = Self.lines(of: text)
    let first = max(1, line - around)
    let last = min(lines.count, line + around)
    guard line >= 1, first <= last else { return [] }
    return (first...last).map { number in
      let source = lines[number - 1]
      let mark = number == line ? ">" : " "
      guard !source.isEmpty else { return "  \(mark) \(number) |" }
      return "  \(mark) \(number) | \(source.count > 200 ? source.prefix(200) + " …" : source)"
    }
  }

  private static func indented(_ text: String, by indent: String = "  ") -> String {
    lines(of: text).map { indent + $0 }.joined(separator: "\n")
  }

  /// The lines of a text; a newline at its end begins none.
  private static func lines(of text: String) -> [Substring] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.count > 1 && lines.last?.isEmpty == true ? lines.dropLast() : lines
  }

  /// A long text without its middle.
  static func cut(_ text: String, to limit: Int = charactersOfText) -> String {
    text.withoutMiddle(over: limit)
  }
}

extension Gate {
  /// The gate at the start of a sentence.
  fileprivate var title: String {
    switch self {
    case .syntax: "The syntax check"
    case .compile: "The build"
    case .tests: "The test run"
    case .examples: "The examples"
    case .smoke: "The run without arguments and input"
    case .proof: "The trial of what the examples prove"
    }
  }
}
