import Foundation

/// Slides as one self-contained HTML page: keys and links lead through them, each prints on a page of its own.
///
/// What does not fit on one slide goes on, on the next, under the same heading.
public struct Deck: Sendable {
  private let title: String
  private let summary: String
  private let language: String
  private var slides: [(heading: String, markup: String, notes: String)] = []

  /// - Parameters:
  ///   - title: Stands large on the first slide, which is made of it.
  ///   - summary: One or two sentences below.
  ///   - language: Of its words: `en`, `de`.
  public init(_ title: String, summary: String = "", language: String = "en") {
    self.title = title
    self.summary = summary
    self.language = language
  }

  /// The headings of the slides, the first slide's left out, in order.
  public var headings: [String] { slides.map(\.heading) }

  /// A slide with a paragraph, points or both.
  public mutating func slide(
    _ heading: String, text: String = "", points: [String] = [], notes: String = ""
  ) {
    let blocks = Self.paragraphs(of: text).map(Block.text) + points.map(Block.point)
    add(heading, blocks.flatMap { $0.pieces(rows: Self.rows) }, notes: notes)
  }

  /// A slide with a chart of `Chart`, or your own drawing as SVG with a `viewBox`.
  public mutating func drawing(_ heading: String, _ svg: String, notes: String = "") {
    slides.append((heading, svg, notes))
  }

  /// A slide with a table; columns of numbers are set to the right, more than eight rows go on.
  public mutating func table(
    _ heading: String, columns: [String], rows: [[String]], notes: String = ""
  ) {
    let starts = rows.isEmpty ? [0] : Array(stride(from: 0, to: rows.count, by: 8))
    for (number, start) in starts.enumerated() {
      let part = Array(rows.dropFirst(start).prefix(8))
      slides.append(
        (
          Self.numbered(heading, number), Page.tableMarkup(columns: columns, rows: part, all: rows),
          number == 0 ? notes : ""
        ))
    }
  }

  /// A slide with one sentence of somebody.
  public mutating func quote(
    _ heading: String, _ text: String, by author: String = "", notes: String = ""
  ) {
    let source = author.isEmpty ? "" : "<cite>\(html(author))</cite>"
    slides.append((heading, "<blockquote><p>\(html(text))</p>\(source)</blockquote>", notes))
  }

  /// A slide with your own HTML; every text in it must have gone through `html(_:)`.
  public mutating func section(_ heading: String, _ markup: String, notes: String = "") {
    slides.append((heading, markup, notes))
  }

  /// The whole page.
  public var markup: String {
    let first = "<h1>\(html(title))</h1><p>\(html(summary))</p>"
    let all =
      [(first, "")]
      + slides.map { slide in
        (slide.heading.isEmpty ? "" : "<h2>\(html(slide.heading))</h2>") + slide.markup
      }.enumerated().map { ($1, slides[$0].notes) }
    let parts = all.enumerated().map { index, slide in
      Self.slideMarkup(slide.0, notes: slide.1, number: index + 1, of: all.count)
    }
    return """
      <!doctype html>
      <html lang="\(html(language))">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; img-src data:; script-src 'sha256-\(Self.scriptHash)'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(html(title))</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      \(parts.joined(separator: "\n"))
      <script>\(Self.script)</script>
      </body>
      </html>

      """
  }

  /// Writes the page completely, or throws, and returns its path.
  public func write(to path: String) throws(InputError) -> String {
    try writeText(markup, to: path)
  }

  private static func slideMarkup(
    _ markup: String, notes: String, number: Int, of count: Int
  ) -> String {
    func link(_ target: Int, _ sign: String, _ label: String) -> String {
      (1...count).contains(target)
        ? "<a href=\"#s\(target)\" aria-label=\"\(label)\">\(sign)</a>" : ""
    }
    let said =
      notes.isEmpty
      ? "" : "<details class=\"notes\"><summary>✎</summary><p>\(html(notes))</p></details>"
    return "<section class=\"slide\" id=\"s\(number)\" tabindex=\"-1\"><div>\(markup)</div>\(said)"
      + "<nav>\(link(number - 1, "‹", "back"))\(number) / \(count)\(link(number + 1, "›", "on"))"
      + "</nav></section>"
  }
}

// MARK: - What fits

extension Deck {
  /// Rows of a slide, and columns of a terminal in each, that surely fit on a screen of 16 to 9.
  static let rows = 9
  static let rowWidth = 56

  /// A paragraph or a point.
  enum Block {
    case text(String)
    case point(String)

    /// The parts of it, each with its rows; one that fills more than a slide is broken between words.
    func pieces(rows: Int) -> [(rows: Int, isPoint: Bool, text: String)] {
      let (text, isPoint) =
        switch self {
        case .text(let text): (text, false)
        case .point(let text): (text, true)
        }
      let lines = wrapped(text, width: Deck.rowWidth)
      return stride(from: 0, to: lines.count, by: rows).map { start in
        let part = lines[start..<min(start + rows, lines.count)]
        return (part.count, isPoint, part.joined(separator: " "))
      }
    }
  }

  /// As many slides as these need.
  mutating func add(
    _ heading: String, _ pieces: [(rows: Int, isPoint: Bool, text: String)], notes: String
  ) {
    let room = max(3, Self.rows - (wrapped(heading, width: 34).count - 1) * 2)
    var groups: [[(rows: Int, isPoint: Bool, text: String)]] = [[]]
    var used = 0
    for piece in pieces {
      if used + piece.rows > room, used > 0 {
        groups.append([])
        used = 0
      }
      groups[groups.count - 1].append(piece)
      used += piece.rows
    }
    for (number, group) in groups.enumerated() {
      section(
        Self.numbered(heading, number), Self.markup(of: group), notes: number == 0 ? notes : "")
    }
  }

  private static func markup(of group: [(rows: Int, isPoint: Bool, text: String)]) -> String {
    var markup = ""
    var isInList = false
    for piece in group {
      if piece.isPoint != isInList { markup += piece.isPoint ? "<ul>" : "</ul>" }
      isInList = piece.isPoint
      let tag = piece.isPoint ? "li" : "p"
      markup += "<\(tag)>\(html(piece.text))</\(tag)>"
    }
    return markup + (isInList ? "</ul>" : "")
  }

  static func numbered(_ heading: String, _ number: Int) -> String {
    number == 0 ? heading : "\(heading) (\(number + 1))"
  }

  static func paragraphs(of text: String) -> [String] {
    var paragraphs = [""]
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if line.allSatisfy(\.isWhitespace) {
        paragraphs.append("")
      } else {
        paragraphs[paragraphs.count - 1] += (paragraphs.last?.isEmpty == true ? "" : " ") + line
      }
    }
    return paragraphs.filter { !$0.isEmpty }
  }
}
