/// What a target's manifest sets for its compilation.
struct SwiftSettings: Equatable, Sendable {
  /// "4", "4.2", "5" or "6".
  var languageMode = "6"
  /// Whether the compiler is told of which package it is.
  var hasPackageAccess = true
  /// Names that `#if` finds defined.
  var defines: [String] = []
  /// Further arguments of the compiler: features, isolation, warnings.
  var arguments: [String] = []

  /// All of it as the compiler takes it.
  var all: [String] {
    ["-swift-version", languageMode] + defines.flatMap { ["-D", $0] } + arguments
  }

  /// Takes a setting of a manifest in: `.define("X")`.
  mutating func add(
    _ kind: String, arguments given: [ManifestLiteral.Argument]
  ) throws(PackageShape.Refusal) {
    guard try Self.applies(given) else { return }
    let condition = Self.condition(of: given)
    let values = condition == nil ? given : Array(given.dropLast())
    try add(kind, values.map(\.value))
  }

  /// Whether a setting of any tool counts in a debug build on Linux.
  static func applies(
    _ arguments: [ManifestLiteral.Argument]
  ) throws(PackageShape.Refusal) -> Bool {
    guard let condition = condition(of: arguments) else { return true }
    return try holds(condition)
  }

  private static func condition(
    of arguments: [ManifestLiteral.Argument]
  ) -> [ManifestLiteral.Argument]? {
    guard let last = arguments.last, last.label == nil, case .call("when", let parts) = last.value
    else { return nil }
    return parts
  }

  /// Takes a setting in whose condition holds.
  mutating func add(
    _ kind: String, _ values: [ManifestLiteral.Expression]
  ) throws(PackageShape.Refusal) {
    let second = values.count > 1 ? values[1] : nil
    switch (kind, values.first, second) {
    case ("define", .string(let name)?, nil): defines.append(name)
    case ("enableUpcomingFeature", .string(let name)?, nil):
      arguments += ["-enable-upcoming-feature", name]
    case ("enableExperimentalFeature", .string(let name)?, nil):
      arguments += ["-enable-experimental-feature", name]
    case ("swiftLanguageMode", .call("v6", [])?, nil): languageMode = "6"
    case ("swiftLanguageMode", .call("v5", [])?, nil): languageMode = "5"
    case ("swiftLanguageMode", .call("v4_2", [])?, nil),
      ("swiftLanguageMode", .call("v4.2", [])?, nil):
      languageMode = "4.2"
    case ("swiftLanguageMode", .call("v4", [])?, nil): languageMode = "4"
    case ("treatAllWarnings", .call("error", [])?, nil): arguments.append("-warnings-as-errors")
    case ("treatAllWarnings", .call("warning", [])?, nil):
      arguments.append("-no-warnings-as-errors")
    case ("treatWarning", .string(let group)?, .call("error", [])?):
      arguments += ["-Werror", group]
    case ("treatWarning", .string(let group)?, .call("warning", [])?):
      arguments += ["-Wwarning", group]
    case ("defaultIsolation", .call("self", [])?, nil):
      arguments += ["-default-isolation", "MainActor"]
    case ("defaultIsolation", .nothing?, nil): arguments += ["-default-isolation", "nonisolated"]
    case ("strictMemorySafety", nil, nil): arguments.append("-strict-memory-safety")
    default: throw PackageShape.Refusal("it has a setting .\(kind)")
    }
  }

  /// Whether a condition holds for a debug build on Linux.
  private static func holds(
    _ condition: [ManifestLiteral.Argument]
  ) throws(PackageShape.Refusal) -> Bool {
    var holds = true
    for part in condition {
      switch (part.label, part.value) {
      case ("platforms", .array(let platforms)):
        holds = holds && platforms.contains(.call("linux", []))
      case ("configuration", .call(let configuration, [])):
        holds = holds && configuration == "debug"
      default: throw PackageShape.Refusal("a setting in it has a condition")
      }
    }
    return holds
  }
}
