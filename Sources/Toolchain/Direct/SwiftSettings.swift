/// What a target's manifest sets for its compilation.
struct SwiftSettings: Equatable, Sendable {
  /// "6" or "5".
  var languageMode = "6"
  /// Names that `#if` finds defined.
  var defines: [String] = []
  /// Further arguments of the compiler: features, isolation, warnings.
  var arguments: [String] = []

  /// All of it as the compiler takes it.
  var all: [String] {
    ["-swift-version", languageMode] + defines.flatMap { ["-D", $0] } + arguments
  }
}
