import Foundation

/// What the model says in these tests.
enum Replies {
  /// An app that wants to read a folder.
  static func shout(reading folder: String) -> String {
    wholeApp.replacing("\"read\": []", with: "\"read\": [\"\(folder)\"]")
  }

  /// A change of it that drops an accepted example.
  static var withoutMark: String {
    let start = wholeApp.range(of: ",\n    {\n      \"name\": \"with a mark\"")
    let end = wholeApp.range(of: "\n  ]\n}")
    guard let start, let end else { return wholeApp }
    return String(wholeApp[..<start.lowerBound] + wholeApp[end.lowerBound...])
  }

  private static let wholeApp = ##"""
    wisp.json
    ```json
    {
      "name": "shout",
      "summary": "Turns every line into capitals",
      "template": "filter",
      "permissions": { "network": [], "read": [], "write": [] },
      "examples": [
        {
          "name": "capitals", "arguments": [], "stdin": "hey\nyou\n", "files": {},
          "expect": { "exit": 0, "stdout": { "lines": ["HEY", "YOU"] } }
        },
        {
          "name": "with a mark", "arguments": ["--mark"], "stdin": "hey\n", "files": {},
          "expect": { "exit": 0, "stdout": { "equals": "HEY!\n" } }
        }
      ]
    }
    ```

    Sources/AppCore/Filter.swift
    ```swift
    /// The input cannot be used; shown on standard error, exit code 1.
    public struct InputError: Error, Equatable, CustomStringConvertible {
      public let description: String

      public init(_ description: String) {
        self.description = description
      }
    }

    /// What the user can choose.
    public struct Options: Sendable, Equatable {
      public static let summary = "Turns every line into capitals"
      public static let rules = [OptionRule("mark", help: "end every line with a mark")]

      public let mark: Bool

      public init(_ arguments: Arguments) throws(UsageError) {
        mark = arguments.isOn("mark")
      }
    }

    /// The lines in capitals.
    public func filter(
      _ lines: some Sequence<String>, options: Options, write: (String) -> Void
    ) throws(InputError) {
      for line in lines {
        write(line.uppercased() + (options.mark ? "!" : ""))
      }
    }
    ```

    Tests/AppCoreTests/FilterTests.swift
    ```swift
    import Testing

    @testable import AppCore

    func run(_ lines: [String], _ words: [String] = []) throws -> [String] {
      let options = try Options(Arguments(words, rules: Options.rules))
      var output: [String] = []
      try filter(lines, options: options) { output.append($0) }
      return output
    }

    @Test func capitals() throws {
      #expect(try run(["hey", "you"]) == ["HEY", "YOU"])
    }

    @Test func emptyLinesStay() throws {
      #expect(try run([""]) == [""])
    }

    @Test func refusesUnknownOptions() {
      #expect(throws: UsageError("unknown option '--loud'")) { try run([], ["--loud"]) }
    }
    ```
    """##
}
