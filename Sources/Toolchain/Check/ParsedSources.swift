import SwiftCode
import SwiftSyntax
import Synchronization
import Workspace

/// The Swift files of a tree, each parsed once however many look at it.
final class ParsedSources: Sendable {
  private let tree: FileTree
  private let parsed = Mutex<[SafePath: SourceFileSyntax?]>([:])

  init(_ tree: FileTree) { self.tree = tree }

  /// The files whose paths begin with `folder`, in order; without those that are nested too deeply, which
  /// the first gate refuses.
  func files(in folder: String) -> [(path: String, syntax: SourceFileSyntax)] {
    texts(in: folder).compactMap { path, text in
      let syntax = parsed.withLock { parsed in
        if let known = parsed[path] { return known }
        let syntax = try? SwiftText.parse(text)
        parsed[path] = syntax
        return syntax
      }
      return syntax.map { (path.description, $0) }
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
