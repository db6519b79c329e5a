import Foundation
import Sandbox

/// Looks for the errors that another file's errors have hidden.
///
/// A module's files are compiled together, where an error of types in one of them keeps the compiler
/// from looking at the flow of control (a missing return, a use before a value is set) of all. `swift
/// build` splits the files into batches, as many as there are processors, and so finds the errors of
/// flow in batches without others. When a module does not compile, those batches are looked through
/// here, so that both ways find the same.
struct FlowCheck {
  var compilation: DirectCommand.Compilation
  var command: DirectCommand
  var runner: any CommandRunner
  var processors = ProcessInfo.processInfo.activeProcessorCount

  /// What the compiler says about batches without errors so far.
  func output(after output: [UInt8], seconds: Double) async throws -> [UInt8] {
    let known = CompilerOutput.diagnostics(in: String(decoding: output, as: UTF8.self))
    let broken = Set(
      known.filter { $0.severity == .error }.compactMap(\.file).map { "\(Inside.app)/\($0)" })
    let batches = Self.batches(of: compilation.files, processors: processors)
    let clean = batches.filter { broken.isDisjoint(with: $0) }
    guard clean.count < batches.count else { return [] }
    var more: [UInt8] = []
    for batch in clean {
      var look = compilation
      look.primaries = batch
      let result = try await runner.run(command.compile(look, seconds: seconds))
      if result.ending == .exited(1) {
        more += result.standardOutput + result.standardError + Array("\n".utf8)
      }
    }
    return more
  }

  /// The files as the Swift driver splits them: batches of nearly one size, in their order, as many
  /// as processors, or more where one would have over 25 files.
  static func batches(of files: [String], processors: Int) -> [[String]] {
    let count = max(processors, (files.count + 24) / 25)
    var batches: [[String]] = []
    var left = files[...]
    for number in 0..<count {
      let size = files.count / count + (number < files.count % count ? 1 : 0)
      if size > 0 { batches.append(Array(left.prefix(size))) }
      left = left.dropFirst(size)
    }
    return batches
  }
}
