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

  struct Outcome: Equatable {
    var isTimedOut = false
    /// Each expectation that did not hold; empty if the example passed.
    var mismatches: [Mismatch] = []
  }

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
      var outcome = Self.compare(result, with: Example.Expectation()) { nil }
      guard outcome.mismatches.isEmpty else {
        outcome.mismatches = outcome.mismatches.map { mismatch in
          var mismatch = mismatch
          mismatch.message = "in run \(number + 1) of 'before': \(mismatch.message)"
          return mismatch
        }
        return outcome
      }
    }
    let result = try await run(
      arguments: example.arguments, input: Array(example.stdin.utf8), in: dataDirectory,
      seconds: seconds, grant: grant)
    return Self.compare(result, with: example.expect) {
      try? FileTree.read(directory: dataDirectory)
    }
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

  /// All that a run leaves behind; of an example with runs before it, all that the last one does.
  struct Trace: Equatable {
    var ending: CommandResult.Ending
    var output: [UInt8]
    var errors: String
    var files: FileTree
  }

  func traces(of example: Example, in dataDirectory: String) async throws -> Trace {
    var files = FileTree()
    for (path, text) in example.files {
      if let path = try? SafePath(path) { files[path] = Array(text.utf8) }
    }
    try files.write(to: dataDirectory, replacing: FileTree())
    let grant = try grant()
    for first in example.before {
      _ = try await run(
        arguments: first.arguments, input: Array(first.stdin.utf8), in: dataDirectory,
        seconds: seconds, grant: grant)
    }
    if !example.before.isEmpty {
      files = (try? FileTree.read(directory: dataDirectory)) ?? files
    }
    let result = try await run(
      arguments: example.arguments, input: Array(example.stdin.utf8), in: dataDirectory,
      seconds: seconds, grant: grant)
    // Input files that stay as they are say nothing.
    var left = (try? FileTree.read(directory: dataDirectory)) ?? FileTree()
    for (path, bytes) in files.files where left[path] == bytes { left[path] = nil }
    return Trace(
      ending: result.ending, output: Array(result.standardOutput),
      errors: String(decoding: result.standardError, as: UTF8.self), files: left)
  }

  /// What does not fit, the reason that explains the others first.
  static func compare(
    _ result: CommandResult, with expected: Example.Expectation, files: () -> FileTree?
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
      outcome.mismatches += mismatches(in: files(), of: wanted)
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
