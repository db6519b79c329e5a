import Events
import SwiftCode
import Workspace

@testable import Toolchain

extension Reader {
  /// Swift that a model wrote: the parser, and all that looks at what it makes.
  static let syntax = Reader(name: "syntax") { bytes in
    let text = bytes.text
    if let place = SyntaxCheck.firstError(in: text) {
      let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).count
      guard place.line >= 1, place.line <= max(1, lines) || bytes.contains(0x0D), place.column >= 1
      else { return "an error at \(place.line):\(place.column) of \(lines) lines" }
    }
    var tree = FileTree()
    for path in ["Sources/AppCore/A.swift", "Tests/AppCoreTests/T.swift"] {
      guard let path = try? SafePath(path) else { return "no path" }
      tree[path] = Array(text.utf8)
    }
    _ = SwiftOutline.interface(of: text)
    if let outline = SwiftOutline.declarations(of: text),
      outline.utf8.count > 2 * text.utf8.count + 64
    {
      return "an outline that is longer than its file"
    }
    _ = SwiftOutline.names(in: text)
    let sources = ParsedSources(tree)
    let core = sources.files(in: "Sources/")
    let tests = sources.files(in: "Tests/")
    _ = ForbiddenCode(core, in: .core).refusals
    _ = ForbiddenCode(tests, in: .tests).refusals
    for (_, syntax) in tests {
      _ = AddedTests.refusals(in: syntax, besides: [syntax])
      let file = EmptyTests.File(syntax)
      _ = file.functions(helpers: file.helpers)
    }
    _ = TestAwareness.findings(in: text)
    _ = TestNames(tests, among: AppNames(core.map(\.syntax)).names).tests
    let module = MutantWriter.write(["Sources/AppCore/A.swift": text])
    return module.mutants.count <= MutatedModule.most ? nil : "\(module.mutants.count) mutants"
  }

  /// What a compiler prints about a model's code, and what a program prints that crashed.
  static let compilerOutput = Reader(name: "compiler-output") { bytes in
    let text = bytes.text
    let diagnostics = DiagnosticOrder.rootsFirst(CompilerOutput.diagnostics(in: text))
    let tests = XCTestOutput.read(text).summary
    _ = Verdict(outcome: .failed, diagnostics: diagnostics, tests: tests).fingerprint
    _ = CrashReport(signal: 4, standardOutput: text, standardError: text).text()
    return diagnostics.count <= 3_000 ? nil : "\(diagnostics.count) messages"
  }

  /// What a compiler serializes while it compiles a model's code.
  static let diagnostics = Reader(name: "diagnostics") { bytes in
    let messages = SerializedDiagnostics.messages(in: bytes)
    _ = SerializedDiagnostics.adding([bytes], to: CompilerOutput.diagnostics(in: bytes.text))
    return messages.count <= SerializedDiagnostics.Most.messages
      ? nil : "\(messages.count) messages"
  }

  /// What a test program tells, which may be a model's code that forges it.
  static let testEvents = Reader(name: "test-events") { bytes in
    let told = ToldLines(bytes, limit: 512)
    for run in [SwiftTestingEvents.read(told.lines), XCTestEvents.read(told.lines)] {
      guard run.summary.failures.count <= 100 else { return "more than 100 failures" }
      guard run.summary.passed >= 0, run.summary.failed >= 0, run.failuresLeftOut >= 0 else {
        return "a count below nothing"
      }
    }
    let sections = MutantRuns.sections(told.lines, most: 5)
    return sections.count <= 5 ? nil : "more runs than were asked for"
  }
}
