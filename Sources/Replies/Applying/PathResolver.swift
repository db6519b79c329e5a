import Workspace

/// Finds the file that a reply means where it does not use its full name.
struct PathResolver {
  let tree: FileTree

  /// Where a block belongs whose path does not exist: candidates, the likeliest first.
  ///
  /// Only existing files; whether the old lines are in one of them decides.
  func candidates(for path: SafePath) -> [SafePath] {
    var found: [SafePath] = []
    let parts = path.components
    for count in parts.indices.dropFirst() {
      let rest = SafePath(unchecked: parts[count...])
      if tree[rest] != nil { found.append(rest) }
    }
    let sameName = tree.paths.filter { $0.name == path.name }
    if sameName.count == 1 { found += sameName }
    if sameName.isEmpty {
      found += tree.paths.filter { Self.isNear($0.description, path.description) }
    }
    var seen: Set<SafePath> = []
    return found.filter { seen.insert($0).inserted }
  }

  /// Where a whole file belongs; a note where that is not the literal path.
  func target(forWhole path: SafePath) -> (path: SafePath, note: String?) {
    guard tree[path] == nil else { return (path, nil) }
    let parts = path.components
    func moved(_ rest: SafePath, _ reason: String) -> (SafePath, String) {
      (rest, "\(path) was taken as \(rest): \(reason)")
    }
    if parts.count > 2, parts[0] == "path", parts[1] == "to" {
      let rest = SafePath(unchecked: parts[2...])
      if tree[rest] != nil { return moved(rest, "the prompt's example folder") }
    }
    if parts.count > 2, !tree.isDirectory(SafePath(unchecked: parts[..<1])) {
      let rest = SafePath(unchecked: parts[1...])
      let isKnownFolder =
        packageName == parts[0] && tree.isDirectory(SafePath(unchecked: parts[1...1]))
      if tree[rest] != nil || isKnownFolder { return moved(rest, "the project's own folder") }
    }
    if parts.count == 1, path.fileExtension == "swift" {
      let sameName = tree.paths.filter { $0.name == path.name }
      if sameName.count == 1 { return moved(sameName[0], "the only file of that name") }
    }
    return (path, nil)
  }

  /// The name in `Package.swift`; empty where there is none.
  private var packageName: Substring {
    guard let text = tree.text(AppLayout.packageManifest),
      let name = text.firstRange(of: "name:")
    else { return "" }
    let rest = text[name.upperBound...].drop { $0 != "\"" }.dropFirst()
    return rest.prefix { $0 != "\"" }
  }

  /// Whether two names differ in at most a fifth of their letters.
  private static func isNear(_ a: String, _ b: String) -> Bool {
    let limit = max(a.utf8.count, b.utf8.count) / 5
    guard abs(a.utf8.count - b.utf8.count) <= limit, limit > 0 else { return false }
    return Similarity.distance(Array(a.utf8), Array(b.utf8)) <= limit
  }
}
