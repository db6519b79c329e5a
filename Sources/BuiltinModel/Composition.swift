import Workspace

/// Fills a recipe's slots and writes the reply.
enum Composition {
  /// Puts values in place of `__SLOT__`.
  ///
  /// Values are names, numbers and paths whose characters cannot end a literal or form a slot.
  static func fill(_ text: String, _ slots: [String: String]) -> String {
    var text = text
    for (name, value) in slots.sorted(by: { $0.key < $1.key }) {
      text = text.replacing("__\(name)__", with: value)
    }
    return text
  }

  /// The reply in the format every model is asked for: path line and fence, the manifest first.
  static func reply(files: FileTree, deletes: [String], slots: [String: String]) -> String {
    let order = files.paths.sorted { a, b in (rank(a), a) < (rank(b), b) }
    var reply = ""
    for path in order {
      let body = fill(files.text(path) ?? "", slots)
      let fence = body.contains("```") ? "`````" : "```"
      let language = path.description.hasSuffix(".json") ? "json" : "swift"
      reply +=
        "\(path)\n\(fence)\(language)\n\(body)\(body.hasSuffix("\n") ? "" : "\n")\(fence)\n\n"
    }
    for path in deletes { reply += "DELETE: \(path)\n" }
    return reply
  }

  private static func rank(_ path: SafePath) -> Int {
    if path == AppLayout.manifest { return 0 }
    return path.description.hasPrefix(AppLayout.sources) ? 1 : 2
  }
}
