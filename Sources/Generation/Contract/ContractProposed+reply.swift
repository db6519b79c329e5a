package import Events
import Replies
package import Workspace

extension ContractProposed {
  /// The contract in the part of a reply that has arrived; nil where it holds no valid manifest.
  package init?(in reply: String, about tree: FileTree) {
    var reader = ReplyReader(tree: tree)
    _ = reader.feed(reply.utf8)
    let edits = reader.finish(.complete).edits
    guard
      let bytes = edits.compactMap({ edit -> [UInt8]? in
        guard case .write(let path, let bytes) = edit, path == AppLayout.manifest
        else { return nil }
        return bytes
      }).last,
      let manifest = try? tree.manifest?.adding(bytes) ?? AppManifest.parse(bytes)
    else { return nil }
    self.init(manifest)
  }
}
