/// One piece of an HTML page, as a browser tells them apart.
enum PageToken: Equatable {
  case text(ArraySlice<UInt8>)
  case start(name: String, attributes: [PageAttribute], isClosed: Bool)
  case end(name: String)
  case doctype
}

/// One attribute; its value as it stands in the source, character references and all.
struct PageAttribute: Equatable {
  var name: String
  var value: [UInt8]
}

/// Cuts an HTML page into its tags and texts by the tokenizer of the WHATWG HTML standard, 13.2.5, as far
/// as it matters for writing the page anew: comments, processing instructions and CDATA marks are dropped.
///
/// It works on bytes and looks at each a fixed number of times. Names are lower-cased; a tag whose name is
/// not made of letters, digits, `-` and `:` is dropped, and so is an attribute of another name.
struct PageTokens: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var position = 0
  /// The element whose text is not looked at for tags, and ends only with its end tag.
  private var rawElement: String?
  /// Places from which no end tag of a name follows: they are not looked for again.
  private var unclosed: Set<String> = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> PageToken? {
    while position < bytes.count {
      if let name = rawElement {
        rawElement = nil
        let text = rawText(until: name)
        if !text.isEmpty { return .text(text) }
        continue
      }
      guard bytes[position] == UInt8(ascii: "<") else { return .text(textToNextTag()) }
      if let token = markup() { return token }
    }
    return nil
  }

  private mutating func textToNextTag() -> ArraySlice<UInt8> {
    let start = position
    position = bytes[(start + 1)...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
    return bytes[start..<position]
  }

  /// What begins with `<`; nil for what is dropped.
  private mutating func markup() -> PageToken? {
    let start = position
    guard let next = byte(start + 1) else {
      position = bytes.count
      return .text(bytes[start...])
    }
    switch next {
    case UInt8(ascii: "!"): return declaration()
    case UInt8(ascii: "?"):
      skip(past: UInt8(ascii: ">"), from: start + 2)
      return nil
    case UInt8(ascii: "/"):
      guard let letter = byte(start + 2), letter.isASCIILetter else {
        if byte(start + 2) == nil {
          position = bytes.count
          return .text(bytes[start...])
        }
        // A bogus comment; `</>` is nothing at all.
        skip(past: UInt8(ascii: ">"), from: start + 2)
        return nil
      }
      position = start + 2
      guard let tag = tag() else { return nil }
      return tag.name.isEmpty ? nil : .end(name: tag.name)
    case _ where next.isASCIILetter:
      position = start + 1
      guard let tag = tag(), !tag.name.isEmpty else { return nil }
      if Self.rawElements.contains(tag.name) { rawElement = tag.name }
      return .start(name: tag.name, attributes: tag.attributes, isClosed: tag.isClosed)
    default:
      // A `<` that begins nothing is text.
      position = start + 1
      return .text(bytes[start..<position])
    }
  }

  private static let rawElements: Set = [
    "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes",
  ]

  private mutating func declaration() -> PageToken? {
    let rest = bytes[(position + 2)...]
    if rest.starts(with: "--".utf8) {
      skipComment(from: position + 4)
    } else if rest.starts(with: "[CDATA[".utf8) {
      // Text in foreign content, a comment elsewhere: text is the safe reading of both.
      position += 9
      return nil
    } else {
      let isDoctype = rest.prefix(7).elementsEqual("doctype".utf8) { $0.lowercased == $1 }
      skip(past: UInt8(ascii: ">"), from: position + 2)
      return isDoctype ? .doctype : nil
    }
    return nil
  }

  /// Goes behind `-->`, `--!>`, or the `>` of `<!-->` and `<!--->`.
  private mutating func skipComment(from start: Int) {
    if byte(start) == UInt8(ascii: ">") {
      position = start + 1
      return
    }
    if byte(start) == UInt8(ascii: "-"), byte(start + 1) == UInt8(ascii: ">") {
      position = start + 2
      return
    }
    var index = start
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "-"), byte(index + 1) == UInt8(ascii: "-") else {
        index += 1
        continue
      }
      if byte(index + 2) == UInt8(ascii: ">") {
        position = index + 3
        return
      }
      if byte(index + 2) == UInt8(ascii: "!"), byte(index + 3) == UInt8(ascii: ">") {
        position = index + 4
        return
      }
      index += 1
    }
    position = bytes.count
  }

  private struct Tag {
    /// Empty for a name that is not to be written.
    var name: String
    var attributes: [PageAttribute] = []
    var isClosed = false
  }

  /// A tag from its name on; nil if the page ends in the middle of it, which drops it.
  private mutating func tag() -> Tag? {
    let name = take { !$0.isHTMLSpace && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">") }
    var tag = Tag(name: Self.name(name))
    while true {
      guard let next = byte(position) else { return nil }
      if next.isHTMLSpace {
        position += 1
      } else if next == UInt8(ascii: "/") {
        position += 1
        if byte(position) == UInt8(ascii: ">") {
          position += 1
          tag.isClosed = true
          return tag
        }
      } else if next == UInt8(ascii: ">") {
        position += 1
        return tag
      } else {
        guard let attribute = attribute() else { return nil }
        if !attribute.name.isEmpty, !tag.attributes.contains(where: { $0.name == attribute.name }),
          tag.attributes.count < 200
        {
          tag.attributes.append(attribute)
        }
      }
    }
  }

  private mutating func attribute() -> PageAttribute? {
    let start = position
    position += 1
    let isEnd: (UInt8) -> Bool = {
      $0.isHTMLSpace || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ">")
    }
    _ = take { !isEnd($0) && $0 != UInt8(ascii: "=") }
    var attribute = PageAttribute(name: Self.name(bytes[start..<position]), value: [])
    _ = take(\.isHTMLSpace)
    guard byte(position) == UInt8(ascii: "=") else { return attribute }
    position += 1
    _ = take(\.isHTMLSpace)
    guard let quote = byte(position) else { return nil }
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      position += 1
      attribute.value = Array(take { $0 != quote })
      guard byte(position) == quote else { return nil }
      position += 1
    } else {
      attribute.value = Array(take { !$0.isHTMLSpace && $0 != UInt8(ascii: ">") })
    }
    return attribute
  }

  /// The text of a raw element, up to its end tag, which is left in place.
  private mutating func rawText(until name: String) -> ArraySlice<UInt8> {
    let start = position
    let end = Array("</\(name)".utf8)
    var index = start
    if !unclosed.contains(name) {
      while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
        let after = open + end.count
        if after <= bytes.count,
          bytes[open..<after].elementsEqual(end, by: { $0.lowercased == $1 }),
          byte(after).map({
            $0.isHTMLSpace || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ">")
          }) ?? false
        {
          position = open
          return bytes[start..<open]
        }
        index = open + 1
      }
      unclosed.insert(name)
    }
    position = bytes.count
    return bytes[start...]
  }

  private mutating func take(_ belongs: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = position
    while position < bytes.count, belongs(bytes[position]) { position += 1 }
    return bytes[start..<position]
  }

  private mutating func skip(past end: UInt8, from start: Int) {
    let rest = bytes[Swift.min(start, bytes.count)...]
    position = rest.firstIndex(of: end).map { $0 + 1 } ?? bytes.count
  }

  private func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private static func name(_ bytes: ArraySlice<UInt8>) -> String {
    guard !bytes.isEmpty, bytes.count <= 60,
      bytes.allSatisfy({
        $0.isASCIILetter || (0x30...0x39).contains($0) || [0x2D, 0x3A, 0x5F].contains($0)
      })
    else { return "" }
    return String(decoding: bytes.map(\.lowercased), as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self + 0x20 : self }

  fileprivate var isASCIILetter: Bool { (0x61...0x7A).contains(lowercased) }

  /// Tab, line feed, form feed, carriage return, space.
  fileprivate var isHTMLSpace: Bool { [0x09, 0x0A, 0x0C, 0x0D, 0x20].contains(self) }
}
