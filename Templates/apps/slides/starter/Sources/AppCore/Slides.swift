import Kit

/// A deck of lines: the first is its title, each other one a slide.
public func deck(from text: String) throws(InputError) -> Deck {
  let lines = text.split(whereSeparator: \.isNewline).map(String.init)
  guard let title = lines.first else { throw InputError("there are no words for a slide") }
  var deck = Deck(title)
  for line in lines.dropFirst() { deck.slide(line) }
  return deck
}
