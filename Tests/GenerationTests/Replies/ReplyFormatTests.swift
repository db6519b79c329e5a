import Templates
import Testing
import Workspace

@testable import Generation

@Suite struct ReplyFormatTests {
  static let files = [
    "long.swift": String(repeating: "x\n", count: 121),
    "longer.swift": String(repeating: "x\n", count: 500),
    "short.swift": String(repeating: "x\n", count: 120),
    "wisp.json": String(repeating: "x\n", count: 300),
  ]

  @Test(arguments: [
    ("anthropic/claude-opus-5-5", [], ["long.swift", "longer.swift"]),
    ("openai/gpt-5-mini", ["longer.swift"], ["long.swift"]),
    (
      "openai-compatible/anthropic/claude-sonnet-5", [],
      ["long.swift", "longer.swift"]
    ),
    ("openai-compatible/gpt-oss-120b", [], []),
    ("openai-compatible/qwen2.5-coder:7b", [], []),
    ("builtin", [], []),
    ("", [], []),
  ])
  func asksForBlocks(model: String, failed: [String], files: [String]) throws {
    let format = ReplyFormat(
      model: model,
      files: try Self.files.map { .init(path: try SafePath($0.key), text: $0.value) },
      failed: Set(try failed.map { try SafePath($0) }))
    #expect(format.blockFiles.map(\.description) == files)
  }
}
