/// Reads records of comma-separated values (RFC 4180): quoted fields may hold commas, doubled
/// quotes and line breaks.
struct CSVReader<Lines: IteratorProtocol<String>> {
  private var lines: Lines
  /// The line of the last record's end, from 1.
  private(set) var line = 0

  init(_ lines: Lines) {
    self.lines = lines
  }

  /// The next record, nil at the end; empty lines are skipped.
  mutating func next() throws(InputError) -> [String]? {
    while var text = nextLine() {
      if line == 1, text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
      if text.isEmpty { continue }
      return try record(text)
    }
    return nil
  }

  private mutating func nextLine() -> String? {
    guard let text = lines.next() else { return nil }
    line += 1
    return text
  }

  private mutating func record(_ first: String) throws(InputError) -> [String] {
    let start = line
    var fields: [String] = []
    var field = ""
    var isQuoted = false
    var wasQuoted = false
    var rest = Array(first)[...]
    while true {
      guard let character = rest.popFirst() else {
        if isQuoted {
          guard let more = nextLine() else {
            throw InputError("line \(start): a quoted field does not end")
          }
          field.append("\n")
          rest = Array(more)[...]
          continue
        }
        return fields + [field]
      }
      if isQuoted {
        if character != "\"" {
          field.append(character)
        } else if rest.first == "\"" {
          field.append("\"")
          rest.removeFirst()
        } else {
          isQuoted = false
          wasQuoted = true
        }
      } else if character == "," {
        fields.append(field)
        field = ""
        wasQuoted = false
      } else if character == "\"", field.isEmpty, !wasQuoted {
        isQuoted = true
      } else if wasQuoted {
        throw InputError("line \(line): text after a closing quote")
      } else {
        field.append(character)
      }
    }
  }
}
