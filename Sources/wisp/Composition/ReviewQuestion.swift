import Foundation
import WispCore
import Workspace

/// Asks the person at the terminal about a contract: yes, edit, or no.
struct ReviewQuestion: Sendable {
  let terminal: Terminal

  /// - Throws: `UsageError` where nobody can be asked.
  func checkThatItCanAsk(json: Bool) throws {
    guard !json, terminal.isInteractive, isatty(STDIN_FILENO) == 1 else {
      throw UsageError(
        "--review needs a terminal to ask at. Leave it out, or say what must hold "
          + "with --example.")
    }
  }

  /// The table was shown as it came; after an edit it is shown again.
  func ask(_ proposed: AppManifest) async throws -> ContractReview {
    try await terminal.holding { try await answer(to: proposed) }
  }

  private func answer(to proposed: AppManifest) async throws -> ContractReview {
    var manifest = proposed
    while true {
      terminal.line("  Shall it be written like this? [y]es, [e]dit, [n]o")
      // A closed terminal is a no.
      let answer = await Task.detached { readLine() }.value?.lowercased() ?? "n"
      try Task.checkCancellation()
      switch answer.first {
      case "y": return .accepted(manifest)
      case "n": return .declined
      case "e":
        do {
          manifest = try edited(manifest)
          for line in Self.table(of: manifest) { terminal.line(line) }
        } catch {
          terminal.line("  \(error)")
        }
      default: continue
      }
    }
  }

  /// The manifest as the user's editor leaves it.
  private func edited(_ manifest: AppManifest) throws -> AppManifest {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wisp-\(UUID())")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("wisp.json")
    try Data(manifest.encoded()).write(to: file)
    let quoted = "'" + file.path.replacing("'", with: "'\\''") + "'"
    let environment = ProcessInfo.processInfo.environment
    let editor = [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }
      .first { !$0.isEmpty }
    // Through the shell, as git does it: editors come with options.
    guard system("\(editor ?? "vi") \(quoted)") == 0 else {
      throw UsageError("The editor failed. The contract has not changed.")
    }
    let changed = try AppManifest.parse([UInt8](Data(contentsOf: file)))
    guard !changed.examples.isEmpty else {
      throw UsageError("A contract needs at least one example. The contract has not changed.")
    }
    return changed
  }

  static func table(of manifest: AppManifest) -> [String] {
    let contract = ContractProposed(manifest)
    return ["  \(printable(contract.name))  \(printable(contract.summary))"]
      + contract.examples.map { "    \(printable($0.given)) → \(printable($0.expect))" }
  }
}
