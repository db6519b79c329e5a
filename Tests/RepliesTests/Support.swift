import Workspace

/// A tree of these texts.
func tree(_ files: [String: String]) throws -> FileTree {
  var tree = FileTree()
  for (path, text) in files { tree[try SafePath(path)] = Array(text.utf8) }
  return tree
}
