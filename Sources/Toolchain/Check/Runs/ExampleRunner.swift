import Behaviour
import Files
import Sandbox
import Workspace

/// Runs examples against a built app, each in a fresh working directory.
struct ExampleRunner: Sendable {
  var runner: any CommandRunner
  var toolchain: SwiftToolchain
  /// Where the program and its resources lie, alone.
  var programDirectory: String
  var product: String
  var seconds: Double
  /// What stands for what the app asks for.
  var standIns: StandIns?

  struct Outcome {
    var isTimedOut = false
    /// Each expectation that did not hold; empty if the example passed.
    var mismatches: [Mismatch] = []
    /// What the last run gave; nil if an earlier one failed.
    var trace: Trace?
  }

  /// Runs an example and compares what comes out with what it expects.
  func run(_ example: Example, in dataDirectory: String) async throws -> Outcome {
    var files = FileTree()
    for (path, text) in example.files {
      guard let path = try? SafePath(path) else {
        return Outcome(mismatches: [Mismatch("the file \(path) has a name that cannot be used")])
      }
      files[path] = Array(text.utf8)
    }
    try files.write(to: dataDirectory, replacing: FileTree())
    let grant = try grant()
    for (number, first) in example.before.enumerated() {
      let result = try await run(
        arguments: first.arguments, input: Array(first.stdin.utf8), in: dataDirectory,
        seconds: seconds, grant: grant)
      var outcome = Self.compare(result, with: Example.Expectation(), files: nil)
      guard outcome.mismatches.isEmpty else {
        outcome.mismatches = outcome.mismatches.map { mismatch in
          var mismatch = mismatch
          mismatch.message = "in run \(number + 1) of 'before': \(mismatch.message)"
          return mismatch
        }
        return outcome
      }
    }
    let given =
      example.before.isEmpty ? files : (try? FileTree.read(directory: dataDirectory)) ?? files
    let result = try await run(
      arguments: example.arguments, input: Array(example.stdin.utf8), in: dataDirectory,
      seconds: seconds, grant: grant)
    let left = try? FileTree.read(directory: dataDirectory)
    var outcome = Self.compare(result, with: example.expect, files: left)
    outcome.trace = Trace(result, given: given, left: left ?? given)
    return outcome
  }

  /// Runs an input without expecting anything, also of the runs before it.
  func trace(of input: Input, in dataDirectory: String) async throws -> Trace {
    var files = FileTree()
    for (path, text) in input.files {
      if let path = try? SafePath(path) { files[path] = Array(text.utf8) }
    }
    try files.write(to: dataDirectory, replacing: FileTree())
    let grant = try grant()
    for first in input.before {
      _ = try await run(
        arguments: first.arguments, input: Array(first.stdin.utf8), in: dataDirectory,
        seconds: seconds, grant: grant)
    }
    let given =
      input.before.isEmpty ? files : (try? FileTree.read(directory: dataDirectory)) ?? files
    let result = try await run(
      arguments: input.arguments, input: Array(input.stdin.utf8), in: dataDirectory,
      seconds: seconds, grant: grant)
    return Trace(
      result, given: given, left: (try? FileTree.read(directory: dataDirectory)) ?? given)
  }

  /// What one example is given beyond its data.
  func grant() throws -> Grant { try standIns?.grant() ?? .none }

  func run(
    arguments: [String], input: [UInt8], in dataDirectory: String, seconds: Double, grant: Grant
  ) async throws -> CommandResult {
    try await AppRun(
      toolchain: toolchain, programDirectory: programDirectory, dataDirectory: dataDirectory,
      product: product, arguments: arguments, input: .bytes(input), seconds: seconds,
      grant: grant
    ).run(with: runner)
  }

  /// What does not fit, the reason that explains the others first.
  static func compare(
    _ result: CommandResult, with expected: Example.Expectation, files: FileTree?
  ) -> Outcome {
    let output = String(decoding: result.standardOutput, as: UTF8.self)
    let errors = String(decoding: result.standardError, as: UTF8.self)
    var outcome = Outcome()
    switch result.ending {
    case .timedOut(let seconds):
      outcome.isTimedOut = true
      outcome.mismatches.append(Mismatch("did not end within \(BuildOutcome.text(seconds))"))
      return outcome
    case .outputLimit(let bytes):
      outcome.mismatches.append(Mismatch("printed more than \(bytes) bytes and was stopped"))
      return outcome
    case .limit(let limit):
      outcome.mismatches.append(Mismatch("reached \(limit) and was stopped"))
      return outcome
    case .signalled(let signal):
      outcome.mismatches.append(
        Mismatch(
          CrashReport(signal: signal, standardOutput: output, standardError: errors).text()))
      return outcome
    case .exited(let code):
      if let wanted = expected.exit, wanted != code {
        let words = lastWords(of: errors)
        outcome.mismatches.append(
          Mismatch(
            "exit code differs\n  expected: \(wanted)\n  actual:   \(code)"
              + (words.map { "\n  \($0)" } ?? ""),
            difference: TextDifference(expected: ["\(wanted)"], actual: ["\(code)"]),
            remark: words))
      }
    }
    outcome.mismatches += [
      expected.stdout?.mismatch(in: output, of: "stdout"),
      expected.stderr?.mismatch(in: errors, of: "stderr"),
    ].compactMap { $0 }
    if let wanted = expected.files, !wanted.isEmpty {
      outcome.mismatches += mismatches(in: files, of: wanted)
    }
    return outcome
  }

  private static func mismatches(
    in found: FileTree?, of wanted: [String: TextExpectation]
  ) -> [Mismatch] {
    guard let found else { return [Mismatch("the files it left cannot be read")] }
    return wanted.sorted { $0.key < $1.key }.compactMap { path, expectation in
      guard let text = (try? SafePath(path)).flatMap({ found.text($0) }) else {
        return Mismatch("the file \(path) is missing afterwards")
      }
      return expectation.mismatch(in: text, of: path)
    }
  }

  /// The end of what the app wrote to standard error; nil if it wrote nothing.
  private static func lastWords(of errors: String) -> String? {
    let lines = errors.split(separator: "\n").suffix(6)
    return lines.isEmpty ? nil : "stderr ends: " + lines.joined(separator: "\n    ")
  }
}
