package import Workspace

extension Template {
  /// A tree of one of its apps with the parts that `wisp` gives as they are now; nil if they are so already.
  ///
  /// - Parameters:
  ///   - tree: The app as it is.
  ///   - scaffold: The app as it was laid out: a given file in AppCore that was changed since is the app's own.
  ///   - appName: The name for `Package.swift`.
  /// - Returns: The new tree.
  /// - Throws: `TemplateError` if `Package.swift` cannot be rendered.
  package func renewingGivenParts(
    of tree: FileTree, scaffold: FileTree, appName: String
  ) throws(TemplateError) -> FileTree? {
    var renewed = tree
    let isKit = { (path: SafePath) in path.description.hasPrefix(AppLayout.kit) }
    for path in tree.paths where isKit(path) && starter[path] == nil { renewed[path] = nil }
    for path in starter.paths {
      guard isKit(path) || given.contains(path) && tree[path] == scaffold[path] else { continue }
      renewed[path] = starter[path]
    }
    guard renewed != tree else { return nil }
    renewed[AppLayout.packageManifest] = Array(
      try PackageManifest.render(appName: appName, template: self).utf8)
    return renewed
  }
}
