package import Apps
import Files
import Foundation
import Workspace

/// A cached tool in words: what it is, and the files that were written for it.
package struct ToolText {
  package let lines: [String]

  /// - Throws: `TreeError` if its files cannot be read.
  package init(_ tool: CachedTool) throws {
    let app = tool.facts.app
    let tree = try FileTree.read(directory: tool.tree)
    var lines = [
      "\(tool.facts.product)  \(printable(app.summary))",
      "  asked     \(printable(tool.facts.intent))",
      "  input     \(printable(tool.facts.shape.description))",
      "  template  \(app.template)",
      "  model     \(printable(app.model))",
      "  made      \(app.createdAt.formatted(.iso8601.year().month().day()))",
      "  program   \(tool.build)/debug/\(tool.facts.product)",
    ]
    for path in tree.paths where Self.isWritten(path.description) {
      lines += ["", "=== \(printable(path.description)) ==="]
      lines += (tree.text(path) ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        .map { printable(String($0)) }
    }
    self.lines = lines
  }

  /// What the model writes: not the kit, the program's frame or the package's manifest.
  private static func isWritten(_ path: String) -> Bool {
    path == AppLayout.manifest.description || path.hasPrefix(AppLayout.core)
      || path.hasPrefix(AppLayout.tests)
  }
}
