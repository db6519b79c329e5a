/// The user gave options that make no sense; shown on standard error, exit code 2.
public struct UsageError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// One option of the app: `--name VALUE`, or the switch `--name` where there is no value.
public struct OptionRule: Sendable, Equatable {
  public let name: String
  public let value: String?
  public let help: String

  public init(_ name: String, value: String? = nil, help: String) {
    self.name = name
    self.value = value
    self.help = help
  }
}

/// The options found on the command line, checked against the rules.
public struct Arguments: Sendable, Equatable {
  private var values: [String: String] = [:]
  private var switches: Set<String> = []

  /// Reads `--name value`, `--name=value` and `--switch`; `--help` and `-h` are the switch `help`.
  public init(_ words: [String], rules: [OptionRule]) throws(UsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--help" || word == "-h" {
        switches.insert("help")
        continue
      }
      guard word.hasPrefix("--") else {
        throw UsageError("unexpected argument '\(word)'; this app reads standard input")
      }
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let rule = rules.first(where: { $0.name == name }) else {
        throw UsageError("unknown option '--\(name)'")
      }
      let glued = parts.count == 2 ? String(parts[1]) : nil
      if let placeholder = rule.value {
        guard let value = glued ?? rest.popFirst() else {
          throw UsageError("'--\(name)' needs a value: --\(name) \(placeholder)")
        }
        values[name] = value
      } else {
        guard glued == nil else { throw UsageError("'--\(name)' takes no value") }
        switches.insert(name)
      }
    }
  }

  /// The value of an option, nil where it was not given.
  public func text(_ name: String) -> String? { values[name] }

  /// Whether a switch was given.
  public func isOn(_ name: String) -> Bool { switches.contains(name) }

  /// The value of an option that must be given.
  public func required(_ name: String) throws(UsageError) -> String {
    guard let text = values[name] else { throw UsageError("'--\(name)' is missing") }
    return text
  }

  /// The value of an option as a whole number within `range`, nil where it was not given.
  public func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = values[name] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "'--\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound), "
          + "not '\(text)'")
    }
    return number
  }

  /// The same with a value for where it was not given.
  public func integer(
    _ name: String, default standard: Int, in range: ClosedRange<Int>
  ) throws(UsageError) -> Int {
    try integer(name, in: range) ?? standard
  }

  /// The same for an option that must be given.
  public func requiredInteger(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int
  {
    guard let number = try integer(name, in: range) else {
      throw UsageError("'--\(name)' is missing")
    }
    return number
  }

  /// The text for `--help`.
  public static func usage(app: String, summary: String, rules: [OptionRule]) -> String {
    let all = rules + [OptionRule("help", help: "show this text")]
    let heads = all.map { rule in "--\(rule.name)" + (rule.value.map { " \($0)" } ?? "") }
    let width = heads.map(\.count).max() ?? 0
    let rows = zip(heads, all).map { head, rule in
      "  " + head + String(repeating: " ", count: width - head.count + 2) + rule.help
    }
    return "\(summary)\n\nUsage: \(app) [options] < input\n\n" + rows.joined(separator: "\n") + "\n"
  }
}
