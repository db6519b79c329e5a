import SwiftParser
import SwiftSyntax
import Synchronization
import Workspace

/// The Swift files of a tree, each parsed once however many look at it.
final class ParsedSources: Sendable {
  private let tree: FileTree
  private let parsed = Mutex<[SafePath: SourceFileSyntax]>([:])

  init(_ tree: FileTree) { self.tree = tree }

  /// The files whose paths begin with `folder`, in order.
  func files(in folder: String) -> [(path: String, syntax: SourceFileSyntax)] {
    texts(in: folder).map { path, text in
      let syntax = parsed.withLock { parsed in
        if let known = parsed[path] { return known }
        let syntax = Parser.parse(source: text)
        parsed[path] = syntax
        return syntax
      }
      return (path.description, syntax)
    }
  }

  /// The same unparsed.
  func texts(in folder: String) -> [(path: SafePath, text: String)] {
    tree.paths.compactMap { path in
      let name = path.description
      guard name.hasPrefix(folder), name.hasSuffix(".swift"), let text = tree.text(path) else {
        return nil
      }
      return (path, text)
    }
  }
}
