/// Where the files of an app lie in its tree.
package enum AppLayout {
  /// The manifest: what the app is called, says of itself, and is held to.
  package static let manifest = SafePath(known: "wisp.json")
  /// The package's own manifest, which `wisp` renders.
  package static let package = SafePath(known: "Package.swift")
}

extension FileTree {
  /// The manifest of the app; nil if there is none, or none that is valid.
  package var manifest: AppManifest? {
    self[AppLayout.manifest].flatMap { try? AppManifest.parse($0) }
  }
}
