/// How a table is written: what stands between columns, and whether the first line names them.
package struct TableDialect: Codable, Sendable, Equatable {
  package var separator: String
  package var columns: Int
  package var hasHeader: Bool

  /// Detects the separator that divides nearly all lines into the same number of columns, two or more.
  ///
  /// - Returns: Nil where none does.
  init?(lines: [Substring]) {
    let lines = lines.prefix(200)
    guard lines.count >= 2 else { return nil }
    var best: (separator: Character, columns: Int, share: Double)?
    for separator in [",", "\t", ";", "|"] as [Character] {
      let widths = lines.map { Self.fields(of: $0, separator: separator).count }
      let usual = widths[0]
      let share = Double(widths.count { $0 == usual }) / Double(widths.count)
      guard usual >= 2, share >= 0.9, share > best?.share ?? 0 else { continue }
      best = (separator, usual, share)
    }
    guard let best else { return nil }
    // Prose has commas too, but not the same number of them in every line.
    guard lines.count >= 3 || best.columns >= 3 || best.separator != "," else { return nil }
    separator = String(best.separator)
    columns = best.columns
    let head = Self.fields(of: lines[0], separator: best.separator)
    let body = lines.dropFirst().map { Self.fields(of: $0, separator: best.separator) }
    hasHeader = Self.isHeader(head, above: Array(body))
  }

  /// The fields of one line; quotes are taken off, doubled ones inside are one.
  func fields(of line: Substring) -> [String] {
    Self.fields(of: line, separator: separator.first ?? ",")
  }

  private static func fields(of line: Substring, separator: Character) -> [String] {
    var fields: [String] = []
    var field = ""
    var isBlank = true
    var isQuoted = false
    var rest = line[...]
    while let character = rest.popFirst() {
      if isQuoted {
        if character == "\"" {
          if rest.first == "\"" {
            field.append("\"")
            rest.removeFirst()
          } else {
            isQuoted = false
          }
        } else {
          field.append(character)
        }
      } else if character == "\"", isBlank {
        field = ""
        isBlank = false
        isQuoted = true
      } else if character == separator {
        fields.append(field)
        field = ""
        isBlank = true
      } else {
        field.append(character)
        isBlank = isBlank && character.isWhitespace
      }
    }
    return fields + [field]
  }

  /// Names are all there, all different and no numbers; or what stands below them is of another type.
  private static func isHeader(_ head: [String], above body: [[String]]) -> Bool {
    let names = head.map { $0.drop(while: \.isWhitespace) }
    guard Set(names).count == names.count, !names.contains(""),
      names.allSatisfy({ ColumnType(of: String($0)) == .text && $0.count <= 60 })
    else { return false }
    let types = names.indices.map { column in
      Set(body.compactMap { column < $0.count ? ColumnType(of: $0[column]) : nil })
    }
    let isNamed = names.allSatisfy { name in
      name.first?.isLetter == true
        && name.allSatisfy { $0.isLetter || $0.isNumber || "_- .()/%#".contains($0) }
    }
    return types.contains { !$0.contains(.text) } || isNamed
  }
}
