import Foundation
import Testing

@testable import Workspace

/// The tables in `Secrets/` say which secrets are masked, and which texts are left alone.
@Suite struct SecretFormsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var kinds: [String]
    var text: String
    var masked: String
    var testDescription: String

    /// Reads a line of a table; `‹…›` is what must be masked.
    init(_ line: String, kinds: [String] = []) {
      self.kinds = kinds
      testDescription = line
      let marked = Self.expanded(line)
      text = marked.filter { !"‹›".contains($0) }
      var kind = 0
      masked = marked.split(separator: "‹", omittingEmptySubsequences: false).enumerated()
        .map { index, part in
          guard index > 0, let end = part.firstIndex(of: "›") else { return String(part) }
          defer { kind += 1 }
          return "[masked: \(kinds[min(kind, kinds.count - 1)])]\(part[part.index(after: end)...])"
        }.joined()
    }

    private static let sets: [Character: [Character]] = [
      "a": Array("q7Rk2ZpVb9LxWm4TdHs8NcYf3GJu6Ev0QnBw5"), "x": Array("0f3a9c5e7b1d8246"),
      "d": Array("7309154826"), "u": Array("Q7RK2ZPVB9LXWM4TDH"),
    ]

    private static func expanded(_ line: String) -> String {
      line.replacing(#/\{([axdu])(\d+)\}/#) { match in
        let set = match.1.first.flatMap { sets[$0] } ?? []
        return String((0..<(Int(match.2) ?? 0)).map { set[$0 % set.count] })
      }.replacing("\\\\n", with: "\u{1}").replacing("\\n", with: "\n").replacing(
        "\u{1}", with: "\\n")
    }
  }

  private static func lines(_ name: String) -> [String] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Secrets/\(name)")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("# ") }
  }

  static let secrets = lines("masked.txt").map { line in
    let parts = line.split(separator: " | ", maxSplits: 1).map(String.init)
    return Case(parts[1], kinds: parts[0].components(separatedBy: ", "))
  }

  static let ordinary = lines("ordinary.txt").map { Case($0) }

  @Test(arguments: secrets) func masks(_ test: Case) {
    let result = SecretForms.masked(test.text)
    #expect(result.text == test.masked)
    #expect(result.kinds == test.kinds)
    // What is masked stays so.
    #expect(SecretForms.masked(result.text).text == result.text)
  }

  @Test(arguments: ordinary) func leavesAlone(_ test: Case) {
    let result = SecretForms.masked(test.text)
    #expect(result.text == test.text)
    #expect(result.kinds == [])
  }

  @Test func theTablesAreWhole() {
    #expect(Self.secrets.count >= 60)
    #expect(Self.ordinary.count >= 20)
  }

  /// Texts that make a search begin again and again; each ends, since the work is linear.
  @Test(arguments: [
    "://a.a.a.", "a://b:c", "-eyJ-", "-eyJaaaaaaaa.eyJ-", "password:(", "password='(", "AKIA",
    "-----BEGIN ", "-----BEGIN PRIVATE KEY", "-----END PRIVATE KEY", "Basic ", "a=", "token=\"",
    "--",
    "a:b@", "\\\"", "0123456789:", "password", "pwd: \\", "=>:=", "SG.", " --password ",
  ])
  func endsWithWhateverIsRepeated(piece: String) {
    let text = String(repeating: piece, count: (1 << 20) / piece.utf8.count)
    let result = SecretForms.masked(text)
    #expect(!result.text.isEmpty)
  }
}
