import Foundation

/// One option of the app: `--name VALUE`, or the switch `--name` where there is no value.
public struct Option: Sendable, Equatable {
  public let name: String
  public let value: String?
  public let help: String

  public init(_ name: String, value: String? = nil, help: String) {
    self.name = name
    self.value = value
    self.help = help
  }
}

/// The words of the command line, checked against the app's options.
public struct Words: Sendable, Equatable {
  private var values: [String: String] = [:]
  private var switches: Set<String> = []
  /// The words that are no options, in order.
  public private(set) var operands: [String] = []

  /// Reads `--name value`, `--name=value`, `--switch` and up to `most` other words; behind `--` every word is
  /// an operand.
  public init(_ words: [String], options: [Option], most: Int = 0) throws(UsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--help" || word == "-h" {
        switches.insert("help")
        continue
      }
      guard word.hasPrefix("--"), word != "--" else {
        let found = word == "--" ? Array(rest) : [word]
        if word == "--" { rest = [] }
        operands += found
        guard operands.count <= most else {
          throw UsageError("unexpected argument '\(operands[most])'")
        }
        continue
      }
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = options.first(where: { $0.name == name }) else {
        throw UsageError("unknown option '--\(name)'")
      }
      let glued = parts.count == 2 ? String(parts[1]) : nil
      if let placeholder = option.value {
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

  /// The operand at `index`, from 0; `what` is its name in the message where it is missing: `FILE`.
  public func operand(_ index: Int, _ what: String) throws(UsageError) -> String {
    guard operands.indices.contains(index) else { throw UsageError("\(what) is missing") }
    return operands[index]
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
}

/// Runs an app: its options read, `--help` answered, errors as a message and an exit code.
public func runApp(
  _ summary: String, usage: String = "[options] < input", options: [Option] = [], operands: Int = 0,
  _ body: (Words) throws -> Void
) {
  let app = CommandLine.arguments.first.map { URL(fileURLWithPath: $0).lastPathComponent } ?? "app"
  func stop(_ message: String, _ code: Int32) -> Never {
    FileHandle.standardError.write(Data("\(app): \(message)\n".utf8))
    exit(code)
  }
  do {
    let words = try Words(
      Array(CommandLine.arguments.dropFirst()), options: options, most: operands)
    if words.isOn("help") {
      print(help(summary, app: app, usage: usage, options: options), terminator: "")
    } else {
      try body(words)
    }
  } catch let error as UsageError {
    stop("\(error)\nTry '\(app) --help'.", 2)
  } catch {
    stop("\(error)", 1)
  }
}

func help(_ summary: String, app: String, usage: String, options: [Option]) -> String {
  let all = options + [Option("help", help: "show this text")]
  let heads = all.map { "--\($0.name)" + ($0.value.map { " \($0)" } ?? "") }
  let width = heads.map(\.count).max() ?? 0
  let rows = zip(heads, all).map { head, option in
    "  " + head + String(repeating: " ", count: width - head.count + 2) + option.help
  }
  return "\(summary)\n\nUsage: \(app) \(usage)\n\n" + rows.joined(separator: "\n") + "\n"
}
