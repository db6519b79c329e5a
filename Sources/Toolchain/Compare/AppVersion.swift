package import Workspace

/// One version of an app: what a commit of its history holds.
package struct AppVersion: Sendable, Equatable {
  package var commit: String
  package var tree: FileTree
  package var manifest: AppManifest

  package init(commit: String, tree: FileTree, manifest: AppManifest) {
    self.commit = commit
    self.tree = tree
    self.manifest = manifest
  }
}
