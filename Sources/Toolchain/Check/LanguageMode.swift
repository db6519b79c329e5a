/// The language mode that a package's files are parsed in.
enum LanguageMode {
  /// "6" or "5" by the tools version; nil if that is older, or if the manifest sets modes or features itself: then
  /// only the build knows how a target's files are to be read.
  static func of(manifest: String) -> String? {
    let ownMode = #"swiftLanguageModes: [.v6]"#
    let rest = manifest.replacing(ownMode, with: "")
    for name in ["anguageMode", "anguageVersion", "UpcomingFeature", "ExperimentalFeature"]
    where rest.contains(name) {
      return nil
    }
    if manifest.contains(ownMode) { return "6" }
    let first = manifest.prefix { !$0.isNewline }
    guard let match = first.firstMatch(of: /swift-tools-version:\s*(\d+)/),
      let major = Int(match.1), major >= 5
    else { return nil }
    return major >= 6 ? "6" : "5"
  }
}
