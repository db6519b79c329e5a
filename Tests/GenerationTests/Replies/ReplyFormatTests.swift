import Templates
import Testing
import Workspace

@testable import Generation

@Suite struct ReplyFormatTests {
  static let files = [
    "Package.swift": String(repeating: "x\n", count: 200),
    "long.swift": String(repeating: "x\n", count: 121),
    "longer.swift": String(repeating: "x\n", count: 500),
    "short.swift": String(repeating: "x\n", count: 120),
    "Sources/Kit/Page.swift": String(repeating: "x\n", count: 300),
    ".swift-format": String(repeating: "x\n", count: 300),
    "wisp.json": String(repeating: "x\n", count: 61),
  ]

  @Test(arguments: [
    ("anthropic/claude-opus-5-5", [], ["long.swift", "longer.swift", "wisp.json"]),
    ("openai/gpt-5-mini", ["longer.swift", "wisp.json"], ["long.swift"]),
    (
      "openai-compatible/anthropic/claude-sonnet-5", [],
      ["long.swift", "longer.swift", "wisp.json"]
    ),
    ("openai-compatible/gpt-oss-120b", [], []),
    ("openai-compatible/qwen2.5-coder:7b", [], []),
    ("builtin", [], []),
    ("", [], []),
  ])
  func asksForBlocks(model: String, failed: [String], files: [String]) throws {
    let format = ReplyFormat(
      model: model, tree: try tree(Self.files), failed: Set(try failed.map { try SafePath($0) }))
    #expect(format.blockFiles.map(\.description) == files)
  }
}
