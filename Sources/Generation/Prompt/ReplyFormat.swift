import Workspace

/// Whether files are asked for whole or as SEARCH/REPLACE blocks.
///
/// Whole is the rule: every model manages it. Blocks save time on long files, where a model is known
/// to copy old lines exactly.
struct ReplyFormat: Sendable {
  /// The longest file, in lines, that is always asked for whole.
  static let shortFile = 120

  /// Families that manage blocks, by the beginning of the model's own name.
  ///
  /// All others are asked for whole files: in aider's published measurements small and local models
  /// break one block in ten to one in three, and nearly no whole file.
  static let blockFamilies: [(name: String, reason: String)] = [
    ("claude-", "copies old lines well; misses are no-ops and doubled dividers, which are read"),
    ("gpt-4.1", "made for exact edits; 9 of 10 replies well-formed or better"),
    ("gpt-5", "as gpt-4.1"),
    ("o3", "as gpt-4.1"),
    ("o4-mini", "as gpt-4.1"),
  ]

  /// The model's name with its provider, for example `anthropic/claude-opus-5-5`.
  let model: String
  /// The files that the model sees whole.
  let files: [ShownFiles.File]
  /// Files of which a block failed before.
  let failed: Set<SafePath>

  var managesBlocks: Bool {
    let name = model.split(separator: "/").last ?? ""
    return Self.blockFamilies.contains { name.hasPrefix($0.name) }
  }

  /// Files that may come as blocks, sorted; never the manifest, of which what is new may come alone.
  var blockFiles: [SafePath] {
    guard managesBlocks else { return [] }
    return files.filter { file in
      !failed.contains(file.path) && file.path != AppLayout.manifest
        && file.text.utf8.count { $0 == UInt8(ascii: "\n") } > Self.shortFile
    }.map(\.path).sorted()
  }
}
