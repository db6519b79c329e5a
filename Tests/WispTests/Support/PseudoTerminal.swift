import Foundation
import TestSupport

/// `wisp` on a terminal of its own.
enum PseudoTerminal {
  /// What is done as soon as a text has been written.
  enum Action: Encodable {
    case type(String)
    case signal(Int32)
    case resize(columns: Int, rows: Int)
    /// Makes a file.
    case touch(String)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .type(let keys): try container.encode(keys)
      case .signal(let number): try container.encode(number)
      case .resize(let columns, let rows): try container.encode([columns, rows])
      case .touch(let path): try container.encode(["touch": path])
      }
    }
  }

  private struct Step: Encodable {
    var text: String
    var action: Action

    func encode(to encoder: any Encoder) throws {
      var container = encoder.unkeyedContainer()
      try container.encode(text)
      try container.encode(action)
    }
  }

  /// Runs `wisp` to its end.
  ///
  /// Its output is all that was written to the terminal.
  static func run(
    _ wisp: WispProgram, _ arguments: [String] = [], columns: Int = 100,
    steps: [(text: String, action: Action)], environment: [String: String] = [:]
  ) async throws -> WispProgram.Run {
    let keys = try JSONEncoder().encode(steps.map { Step(text: $0.text, action: $0.action) })
    return try await WispProgram.run(
      "/usr/bin/env",
      [
        "python3", Checkout.script("in-terminal"), "\(columns)",
        String(decoding: keys, as: UTF8.self),
        Checkout.products + "/wisp",
      ] + arguments,
      environment: wisp.environment.merging(["TERM": "xterm"]) { $1 }.merging(environment) { $1 },
      directory: wisp.folder)
  }

  /// What stands on the screen in the end, and above it: a small terminal, for letters of one column.
  static func transcript(_ output: String) -> [String] {
    var screen: [[UnicodeScalar]] = [[]]
    var (row, column) = (0, 0)
    var rest = Substring(output).unicodeScalars
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\r": column = 0
      case "\n":
        row += 1
        if row == screen.count { screen.append([]) }
      case "\u{1B}":
        let sequence = rest.prefix { !("A"..."z").contains($0) || $0 == "[" }
        rest = rest.dropFirst(sequence.count)
        let number = Int(String(String.UnicodeScalarView(sequence.dropFirst()))) ?? 1
        switch rest.popFirst() {
        case "A": row = max(0, row - number)
        case "B": row = min(screen.count - 1, row + number)
        case "K": screen[row] = Array(screen[row].prefix(column))
        case "C": column += number
        case "J":
          screen.removeSubrange((row + 1)...)
          screen[row] = Array(screen[row].prefix(column))
        default: break
        }
      default:
        while screen[row].count <= column { screen[row].append(" ") }
        screen[row][column] = scalar
        column += 1
      }
    }
    return screen.map { String(String.UnicodeScalarView($0)) }
  }
}
