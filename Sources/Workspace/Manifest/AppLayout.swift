/// Where the files of an app lie in its tree, and what its modules are called.
///
/// No other code has these names: `Scripts/lint-layout` finds it.
package enum AppLayout {
  /// What the app is called, says of itself, and is held to.
  package static let manifest = SafePath(known: "wisp.json")
  /// The package's own manifest, which wisp renders.
  package static let packageManifest = SafePath(known: "Package.swift")
  /// What the names of package manifests for single compilers begin with.
  package static let otherPackageManifests = "Package@"
  /// Files beside the code that belong to an app.
  package static let documents: Set = ["README.md", "LICENSE", ".gitignore"]

  // Folders, each as the beginning of a path.
  package static let sources = "Sources/"
  package static let tests = "Tests/"
  /// The program's frame.
  package static let app = sources + "App/"
  /// What the app computes.
  package static let core = sources + coreModule + "/"
  /// What wisp gives to apps.
  package static let kit = kitFolder + "/"
  /// The same without the slash.
  package static let kitFolder = sources + kitModule

  package static let coreModule = "AppCore"
  package static let kitModule = "Kit"

  /// Whether a file says how the package is built.
  package static func isPackageManifest(_ path: SafePath) -> Bool {
    path == packageManifest || path.description.hasPrefix(otherPackageManifests)
  }

  /// Whether a file is one of the app's tests.
  package static func isTest(_ path: SafePath) -> Bool { path.description.hasPrefix(tests) }
}

extension FileTree {
  /// The manifest of the app; nil if there is none, or none that is valid.
  package var manifest: AppManifest? {
    self[AppLayout.manifest].flatMap { try? AppManifest.parse($0) }
  }
}
