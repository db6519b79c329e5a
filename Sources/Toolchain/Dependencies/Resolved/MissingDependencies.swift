/// Why a package could not be checked: it needs packages that are not on this machine, and a check has no network.
package struct MissingDependencies: Error, Sendable, Equatable, CustomStringConvertible {
  package struct Dependency: Sendable, Equatable {
    package var name: String
    /// Its address.
    package var location: String
  }

  /// The package's folder.
  package var directory: String
  /// Those that are known to be missing; empty if only the package manager knows.
  package var dependencies: [Dependency]
  /// What the package manager said; nil if it was not asked.
  package var message: String?

  /// The command that fetches them.
  package var command: String {
    "swift package --package-path \(ShellWord.quoted(directory)) resolve"
  }

  package var description: String {
    var lines: [String] = []
    if !dependencies.isEmpty {
      let names = dependencies.map { "\($0.name) (\($0.location))" }.joined(separator: ", ")
      lines.append(
        "\(directory) cannot be checked here: it depends on \(names), which is not on this machine, "
          + "and a check has no network.")
    } else {
      lines.append(
        "\(directory) cannot be checked here: its dependencies are not all on this machine, "
          + "and a check has no network.")
    }
    if let message { lines.append("swift build: \(message)") }
    lines.append("Fetch what is missing, then check again: \(command)")
    return lines.joined(separator: "\n")
  }

  /// What the package manager says if it does not come to building, for want of another package; nil if it
  /// said nothing of that kind.
  static func message(in output: String) -> String? {
    for line in output.split(whereSeparator: \.isNewline) {
      guard let start = line.firstRange(of: "error: ") else { continue }
      let said = line[start.upperBound...]
      // A folder of the package's own that is not there is the package's fault.
      let isElsewhere =
        said.contains(" cannot be accessed (") && !said.contains("the package at '\(Inside.app)/")
      if isElsewhere || signs.contains(where: { said.contains($0) }) { return String(said) }
    }
    return nil
  }

  private static let signs = [
    "a resolved file is required when automatic dependency resolution is disabled",
    "an out-of-date resolved file was detected",
    ": Git command '", "Failed to clone repository", "failed downloading",
  ]
}
