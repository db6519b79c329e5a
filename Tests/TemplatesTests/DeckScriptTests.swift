import Foundation
import TestSupport
import Testing

@testable import Workspace

/// The script that decks bring is the one that runs where wisp shows them.
struct DeckScriptTests {
  @Test func isTheScriptOfKit() throws {
    let kit = try String(
      contentsOfFile: Checkout.templates + "/kit/Sources/Kit/DeckScript.swift", encoding: .utf8)
    let literal = try #require(kit.components(separatedBy: "\"\"\"").dropFirst().first)
    // The literal's lines are indented by four blanks, those without text are not.
    let lines = literal.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      .map { $0.hasPrefix("    ") ? $0.dropFirst(4) : $0 }
    #expect(lines.joined(separator: "\n") == DeckScript.text + "\n")
    #expect(kit.contains("static let scriptHash = \"\(DeckScript.hash)\""))
  }

  #if os(Linux)
  @Test func isAllowedByItsHash() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("script")
    try Data(DeckScript.text.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    process.arguments = [file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    process.waitUntilExit()
    let digits = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile().prefix(64), as: UTF8.self)
    let bytes = stride(from: 0, to: 64, by: 2).compactMap { start in
      UInt8(digits.dropFirst(start).prefix(2), radix: 16)
    }
    #expect(Data(bytes).base64EncodedString() == DeckScript.hash)
  }
  #endif

  @Test func onlyADeckGetsAScriptAndOnlyThisOne() {
    func shown(_ page: String) -> String {
      String(
        decoding: WrappedPage.wrapping(Array(page.utf8), as: .page, title: "t"), as: UTF8.self)
    }
    let deck = shown("<p>a</p><script>\(DeckScript.text)</script><script>evil()</script>")
    #expect(deck.contains("script-src 'sha256-\(DeckScript.hash)'"))
    #expect(deck.contains("sandbox=\"allow-scripts\""))
    #expect(deck.components(separatedBy: "&lt;script&gt;").count == 2)
    #expect(!deck.contains("evil"))
    for page in ["<p>a</p>", "<script>\(DeckScript.text) </script>", "<script>evil()</script>"] {
      let still = shown(page)
      #expect(still.contains("script-src 'none'") && still.contains("sandbox=\"\""))
      #expect(!still.contains("&lt;script"))
    }
  }
}
