import Kit

/// The slides of an outline.
public struct Talk: Sendable {
  public let deck: Deck

  public init(_ outline: String) throws(InputError) { deck = try Outline(outline).deck() }

  /// How many slides there are, the first one with the title included: `3 slides`.
  public var count: String {
    let count = deck.headings.count + 1
    return "\(count) \(count == 1 ? "slide" : "slides")"
  }
}
