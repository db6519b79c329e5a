package import Workspace

/// What an app is made of.
///
/// Anything else is not needed to build, test or run it, and may be taken for instructions by tools that
/// later meet the folder: an editor's tasks, a forge's workflows, a shell's environment.
extension Contract {
  /// Whether a path is part of an app.
  package static func isPart(_ path: SafePath) -> Bool {
    let name = path.description
    return path == AppLayout.manifest || path == AppLayout.packageManifest
      || AppLayout.documents.contains(name)
      || (name.hasPrefix(AppLayout.sources) || AppLayout.isTest(path)) && name.hasSuffix(".swift")
        && !name.contains("/.")
  }

  /// The files of a tree that are part of an app.
  package static func parts(of tree: FileTree) -> FileTree {
    FileTree(files: tree.files.filter { isPart($0.key) })
  }

  /// Takes the files out of a new tree that are not part of an app and were not there before.
  ///
  /// `Package.swift` of other names is left in: that is refused, not ignored.
  ///
  /// - Returns: What was taken out, sorted.
  static func removeStrays(from tree: inout FileTree, before old: FileTree) -> [SafePath] {
    let strays = tree.paths.filter {
      old[$0] == nil && !isPart($0) && !AppLayout.isPackageManifest($0)
    }
    for path in strays { tree[path] = nil }
    return strays
  }

  /// One line on what was taken out of a reply; none if nothing was.
  static func notes(on strays: [SafePath]) -> [String] {
    guard !strays.isEmpty else { return [] }
    let names = strays.prefix(5).map(\.description).joined(separator: ", ")
    return [
      "left out \(names)\(strays.count > 5 ? " and \(strays.count - 5) more" : ""): an app consists of "
        + "Swift files in Sources/ and Tests/, wisp.json, README.md, LICENSE and .gitignore"
    ]
  }
}
