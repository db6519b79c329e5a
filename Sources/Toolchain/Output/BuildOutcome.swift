import Events
import Sandbox

/// What a run of the compiler came to.
struct BuildOutcome: Equatable {
  var result: GateReport.Result
  var detail: String
  /// Root errors first; never empty if the build failed.
  var diagnostics: [Diagnostic]

  /// Reads how a build ended.
  ///
  /// - Parameters:
  ///   - run: The compiler's process and its output.
  ///   - serialized: The files that the compiler wrote beside its output, for their fix-its.
  init(_ run: CommandResult, serialized: [[UInt8]] = []) {
    let output = String(decoding: run.standardOutput, as: UTF8.self)
    let errors = String(decoding: run.standardError, as: UTF8.self)
    diagnostics = DiagnosticOrder.rootsFirst(
      SerializedDiagnostics.adding(
        serialized, to: CompilerOutput.diagnostics(in: output + "\n" + errors)))
    switch run.ending {
    case .exited(0):
      result = .passed
      diagnostics.removeAll { $0.severity == .error }
      detail = diagnostics.isEmpty ? "" : counted(diagnostics.count, "warning")
      return
    case .timedOut(let seconds):
      result = .timedOut
      detail = "the compiler did not finish within \(Self.text(seconds))"
    case .signalled(let signal):
      result = .failed
      detail = "the compiler was ended by signal \(signal)"
    case .outputLimit(let bytes):
      result = .failed
      detail = "the compiler printed more than \(bytes) bytes"
    case .limit(let limit):
      result = .failed
      detail = "the compiler reached \(limit)"
    case .exited(let code):
      result = .failed
      detail = "the compiler ended with code \(code)"
    }
    let count = diagnostics.count { $0.severity == .error }
    if count > 0 {
      if result == .failed { detail = counted(count, "error") }
    } else {
      let last = (output + "\n" + errors).split(separator: "\n").suffix(12)
      diagnostics.insert(
        Diagnostic(
          file: nil, line: nil, column: nil, severity: .error, message: detail,
          notes: last.map(String.init)), at: 0)
    }
  }

  /// A build that the compiler has nothing against, and wisp has.
  init(refused refusals: [Diagnostic]) {
    result = .failed
    detail = counted(refusals.count, "error")
    diagnostics = refusals
  }

  /// "6 s", "0.5 s".
  static func text(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}
