import Foundation

/// Tells a leading `<think>…</think>` block from the answer after it.
///
/// Servers without a template for the model pass the tags on as text, cut anywhere. Only one block at
/// the very start counts; without its end tag everything is reasoning.
struct ThinkTagSplitter: Equatable {
  private enum State: Equatable {
    case start
    case inside
    /// After the block: white space up to the answer is dropped.
    case gap
    case answer
  }

  private var state = State.start
  private var pending = ""

  /// Takes the next piece of text; returns what of it is known to be reasoning and to be text.
  mutating func take(_ piece: String) -> (reasoning: String, text: String) {
    pending += piece
    var reasoning = ""
    if state == .start {
      let begin = Substring(pending).drop(while: \.isWhitespace)
      if begin.hasPrefix(Self.open) {
        pending = String(begin.dropFirst(Self.open.count))
        state = .inside
      } else if Self.open.hasPrefix(begin), pending.utf8.count < Self.longestGap {
        return ("", "")
      } else {
        state = .answer
      }
    }
    if state == .inside {
      guard let end = pending.range(of: Self.close) else {
        let kept = Self.lengthOfTagBeginning(atEndOf: pending)
        reasoning = String(pending.dropLast(kept))
        pending = String(pending.suffix(kept))
        return (reasoning, "")
      }
      reasoning = String(pending[..<end.lowerBound])
      pending = String(pending[end.upperBound...])
      state = .gap
    }
    if state == .gap {
      pending = String(pending.drop(while: \.isWhitespace))
      if pending.isEmpty { return (reasoning, "") }
      state = .answer
    }
    defer { pending = "" }
    return (reasoning, pending)
  }

  /// What was held back, at the end of the answer.
  mutating func end() -> (reasoning: String, text: String) {
    defer { pending = "" }
    return switch state {
    case .inside: (pending, "")
    case .start, .answer: ("", pending)
    case .gap: ("", "")
    }
  }

  private static let open = "<think>"
  private static let close = "</think>"
  /// Bytes of white space after which no block is waited for any more.
  private static let longestGap = 1_000

  /// How many characters at the end of `text` may be the beginning of the end tag.
  private static func lengthOfTagBeginning(atEndOf text: String) -> Int {
    (1..<close.count).last { text.hasSuffix(close.prefix($0)) } ?? 0
  }
}
