/// What the first line of a manifest asks for, and the rules of SwiftPM's that depend on it.
///
/// (SwiftPM: `ToolsVersion`, `PackageBuilder`, `SwiftModuleBuildDescription`.)
struct ToolsVersion: Comparable {
  var major: Int
  var minor: Int

  /// - Throws: For versions whose rules are not known.
  init(_ major: Int, _ minor: Int) throws(PackageShape.Refusal) {
    switch (major, minor) {
    case (4, 0...2), (5, 0...10), (6, 0...3): break
    default: throw PackageShape.Refusal("its tools version is not 4.0 to 6.3")
    }
    self.major = major
    self.minor = minor
  }

  private init(known major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// The version of wisp's own templates.
  static let usual = ToolsVersion(known: 6, 1)

  static func < (left: ToolsVersion, right: ToolsVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }

  /// That of targets unless the manifest sets one.
  var languageMode: String {
    switch (major, minor) {
    case (4, 0...1): "4"
    case (4, _): "4.2"
    default: "\(major)"
    }
  }

  /// Whether `package` is a level of access.
  var hasPackageAccess: Bool { self >= ToolsVersion(known: 5, 9) }

  /// Whether a `main.swift` makes a program of a `.target`, as there was no `.executableTarget`.
  var findsPrograms: Bool { self < ToolsVersion(known: 5, 4) }

  /// Whether tests can be linked with a program, and `@main` stand in its only file.
  var renamesEntryPoints: Bool { self >= ToolsVersion(known: 5, 5) }

  /// Whether files that no rule is for are passed over in silence.
  var passesOverFiles: Bool { self < ToolsVersion(known: 5, 3) }
}
