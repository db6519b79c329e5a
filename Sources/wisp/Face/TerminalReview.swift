import Events
import Generation
import Reports
import Terminal
import Workbench
import Workspace

/// Talks about a proposed contract: yes, edit, or no.
struct TerminalReview: Sendable {
  let terminal: Terminal
  let environment: [String: String]

  /// The table was shown as it came; after an edit it is shown again.
  func answer(to proposed: AppManifest) async throws -> ContractReview {
    var manifest = proposed
    while true {
      terminal.line("  Shall it be written like this? [y]es, [e]dit, [n]o")
      // A closed terminal is a no.
      let answer = try await TypedAnswer.line()?.lowercased() ?? "n"
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
    let editor = Editor(environment: environment)
    guard let text = try editor.edited(manifest.encoded(), named: AppLayout.manifest.description)
    else {
      throw UsageError("The editor failed. The contract has not changed.")
    }
    let changed = try AppManifest.parse(text)
    guard !changed.examples.isEmpty else {
      throw UsageError("A contract needs at least one example. The contract has not changed.")
    }
    return changed
  }

  private static func table(of manifest: AppManifest) -> [String] {
    let contract = ContractProposed(manifest)
    return ["  \(printable(contract.name))  \(printable(contract.summary))"]
      + contract.examples.map { "    \(printable($0.given)) → \(printable($0.expect))" }
      + (contract.varies.map { ["    \(VariationText.line(of: $0))"] } ?? [])
  }
}
