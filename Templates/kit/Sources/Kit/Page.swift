/// One self-contained HTML page: figures, text, charts and tables, for wide and narrow screens.
public struct Page: Sendable {
  private let title: String
  private let summary: String
  private let language: String
  private var parts: [String] = []

  /// - Parameters:
  ///   - title: The heading.
  ///   - summary: The answer in one or two sentences.
  ///   - language: Of its words: `en`, `de`.
  public init(_ title: String, summary: String, language: String = "en") {
    self.language = language
    self.title = title
    self.summary = summary
  }

  /// A row of large numbers with what they are.
  public mutating func figures(_ items: [(label: String, value: String)]) {
    let cells = items.map {
      "<div class=\"figure\"><b>\(html($0.value))</b><span>\(html($0.label))</span></div>"
    }
    parts.append("<div class=\"figures\">\(cells.joined())</div>")
  }

  /// A paragraph.
  public mutating func text(_ text: String) { parts.append("<p>\(html(text))</p>") }

  /// A heading and a chart from `Chart`.
  public mutating func chart(_ heading: String, _ svg: String) { section(heading, svg) }

  /// A heading and a table; columns of numbers are set to the right.
  public mutating func table(_ heading: String, columns: [String], rows: [[String]]) {
    section(heading, Self.tableMarkup(columns: columns, rows: rows, all: rows))
  }

  /// A table whose columns are set to the right where `all` rows have numbers in them.
  static func tableMarkup(columns: [String], rows: [[String]], all: [[String]]) -> String {
    let isNumeric = columns.indices.map { index in
      !all.isEmpty
        && all.allSatisfy { row in
          !row.indices.contains(index) || row[index].isEmpty || number(row[index]) != nil
        }
    }
    func cells(_ tag: String, _ row: [String]) -> String {
      row.enumerated().map { index, cell in
        let isRight = isNumeric.indices.contains(index) && isNumeric[index]
        return "<\(tag)\(isRight ? " class=\"n\"" : "")>\(html(cell))</\(tag)>"
      }.joined()
    }
    let body = rows.map { "<tr>\(cells("td", $0))</tr>" }.joined(separator: "\n")
    return "<div class=\"scroll\"><table><thead><tr>\(cells("th", columns))</tr></thead>\n"
      + "<tbody>\(body)</tbody></table></div>"
  }

  /// A heading and your own HTML; every text in it must have gone through `html(_:)`.
  public mutating func section(_ heading: String, _ markup: String) {
    parts.append("<section><h2>\(html(heading))</h2>\(markup)</section>")
  }

  /// The whole page.
  public var markup: String {
    """
    <!doctype html>
    <html lang="\(html(language))">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(html(title))</title>
    <style>\(Self.style)</style>
    </head>
    <body>
    <header><h1>\(html(title))</h1><p>\(html(summary))</p></header>
    <main>
    \(parts.joined(separator: "\n"))
    </main>
    </body>
    </html>

    """
  }

  /// Writes the page completely, or throws, and returns its path.
  public func write(to path: String) throws(InputError) -> String {
    try writeText(markup, to: path)
  }

  private static let style = """
    :root{\(Palette.light)}@media(prefers-color-scheme:dark){:root{\(Palette.dark)}}
    *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);
    font:16px/1.5 system-ui,sans-serif}header,main{max-width:880px;margin:auto;padding:0 20px}
    header{padding-top:36px}h1{font-size:28px;line-height:1.2;margin:0 0 6px}
    header p{color:var(--soft);margin:0 0 20px}h2{font-size:17px;margin:0 0 12px}
    section,.figure{background:var(--card);border:1px solid var(--line);border-radius:10px;
    padding:16px 18px;margin:0 0 18px}.figures{display:grid;gap:12px;margin:0 0 18px;
    grid-template-columns:repeat(auto-fit,minmax(130px,1fr))}.figure{margin:0}
    .figure b{display:block;font-size:24px;overflow-wrap:anywhere}
    .figure span{color:var(--soft);font-size:14px}.scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-size:14px}
    th,td{text-align:left;padding:6px 10px;border-bottom:1px solid var(--line)}
    th{color:var(--soft)}.n{text-align:right;font-variant-numeric:tabular-nums}
    .chart{width:100%;max-width:640px;height:auto;display:block}.chart text{fill:var(--ink);font-size:12px}
    .grid{stroke:var(--line)}polyline{fill:none;stroke-width:2.5}
    \(Palette.classes)
    label{display:block;margin:0 0 12px}label span{display:block;color:var(--soft);font-size:14px}
    input,select,textarea,button{font:inherit;color:inherit;border-radius:8px;padding:8px 10px;
    border:1px solid var(--line);background:var(--paper);max-width:100%}
    label input:not([type=checkbox]),select,textarea{width:100%}
    button{background:var(--k0);border-color:var(--k0);color:var(--paper);cursor:pointer}
    .inline{display:inline}.inline button{background:none;color:var(--soft);
    border-color:var(--line);padding:2px 10px;font-size:14px}.problem{color:var(--problem);margin:0 0 12px}
    .list{list-style:none;margin:0;padding:0}.list li{display:flex;gap:12px;padding:8px 0;
    align-items:center;justify-content:space-between;border-bottom:1px solid var(--line)}
    .list li:last-child{border-bottom:0}.list span{overflow-wrap:anywhere}
    """
}
