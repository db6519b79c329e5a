package import Events
import Workspace

/// Says what failed in lines for a person; `VerdictText` says the same to the model.
package struct FailureText: Sendable {
  /// One line, and what it shows.
  package struct Line: Sendable, Equatable {
    package enum Kind: Sendable {
      /// The name of what failed.
      case title
      case text
      /// A line that must come out and did not.
      case expected
      /// A line that came out and must not.
      case actual
      /// How much is left out.
      case more
    }

    package var kind: Kind
    package var text: String

    package init(_ kind: Kind, _ text: String) {
      self.kind = kind
      self.text = text
    }
  }

  /// What shows the rest, for "… 5 more lines: wisp show --verbose"; nil shows all.
  package var more: String?

  package init(more: String?) {
    self.more = more
  }

  /// Failures and lines of each that are shown of a gate.
  private static let failures = 3
  private static let lines = 12
  /// Lines of a kind that are shown in a row.
  private static let run = 4

  /// The gate that failed, then the compiler's errors, tests and examples.
  package func lines(of verdict: Verdict) -> [Line] {
    var lines: [Line] = []
    for gate in verdict.gates where gate.isFailed {
      let how = gate.result == .timedOut ? "ran out of time" : "failed"
      let detail = gate.detail.split(separator: "\n").map(String.init)
      lines.append(
        Line(.title, "\(gate.gate.rawValue) \(how)" + (detail.first.map { ": \($0)" } ?? "")))
      lines += limited(detail.dropFirst().map { Line(.text, "  \($0)") })
    }
    let errors = verdict.diagnostics.filter { $0.severity == .error }
    lines += limited(errors.flatMap(Self.lines), to: 2 * Self.lines)
    return lines + self.lines(of: verdict.failures)
  }

  /// Each failure with its name, what was given, and the difference.
  package func lines(of failures: CheckFailures) -> [Line] {
    let all =
      failures.tests.map { limited(Self.lines(of: $0)) }
      + failures.examples.map { limited(lines(of: $0)) }
    let shown = more == nil ? all : Array(all.prefix(Self.failures))
    let left = all.count - shown.count
    return shown.flatMap { $0 } + (left > 0 ? [rest("\(counted(left, "more failure"))")] : [])
  }

  private static func lines(of diagnostic: Diagnostic) -> [Line] {
    let place = [diagnostic.file, diagnostic.line.map(String.init)].compactMap(\.self)
    let lines = diagnostic.message.split(separator: "\n").map(String.init)
    return [Line(.text, "  \(place.joined(separator: ":")) \(lines.first ?? "")")]
      + lines.dropFirst().map { Line(.text, "    \($0)") }
  }

  private static func lines(of failure: TestFailure) -> [Line] {
    let place = [failure.file, failure.line.map(String.init)].compactMap(\.self)
    return [
      Line(.title, "test \(failure.test)  \(place.joined(separator: ":"))".trimmed)
    ] + failure.message.split(separator: "\n").map { Line(.text, "  \($0)") }
  }

  private func lines(of failure: ExampleFailure) -> [Line] {
    var lines = [Line(.title, "example \(failure.example)")]
    if let example = failure.given {
      lines +=
        more == nil
        ? example.givenLines.map { Line(.text, "  \($0)") }
        : [Line(.text, "  given: \(example.given)")]
    }
    for mismatch in failure.mismatches {
      guard let difference = mismatch.difference else {
        lines += mismatch.message.split(separator: "\n").map { Line(.text, "  \($0)") }
        continue
      }
      lines.append(Line(.text, "  \(mismatch.title) (- expected, + came out)"))
      lines += shortened(LineDifference.lines(of: difference))
      lines += (mismatch.remark ?? "").split(separator: "\n").map { Line(.text, "  \($0)") }
    }
    return lines
  }

  /// A long run of lines of one kind gives way to what comes after it.
  private func shortened(_ lines: [Line]) -> [Line] {
    guard more != nil else { return lines }
    var result: [Line] = []
    var rest = lines[...]
    while let first = rest.first {
      let run = rest.prefix { $0.kind == first.kind }
      let shown = run.count > Self.run + 1 ? run.prefix(Self.run) : run
      result += shown
      if shown.count < run.count {
        result.append(self.rest("\(run.count - shown.count) more lines"))
      }
      rest = rest.dropFirst(run.count)
    }
    return result
  }

  private func limited(_ lines: [Line], to limit: Int = lines) -> [Line] {
    guard more != nil, lines.count > limit else { return lines }
    return lines.prefix(limit - 1) + [rest("\(lines.count - limit + 1) more lines")]
  }

  private func rest(_ what: String) -> Line {
    Line(.more, "  … \(what)" + (more.map { ": \($0)" } ?? ""))
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
