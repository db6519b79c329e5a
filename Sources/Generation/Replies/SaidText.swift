import Workspace

/// What a model said instead of sending files.
enum SaidText {
  private static let characters = 2_000

  /// The words of a reply, nothing in them hidden, at most 2,000 characters; nil if there are none.
  static func told(_ reply: String) -> String? {
    var text = reply.prefix(characters).visible[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    guard !text.isEmpty else { return nil }
    return reply.count > characters ? text + "…" : String(text)
  }
}
