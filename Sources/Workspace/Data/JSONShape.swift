/// What JSON is made of: the keys of its objects and what stands under them.
struct JSONShape: Equatable {
  /// What stands under one key.
  struct Column: Equatable {
    var name: String
    /// As text, in order of appearance; empty for null.
    var values: [String] = []
    /// What decodes all of them; nil where there are none but null.
    var type: ColumnType?
  }

  /// The objects' keys in order of appearance; nested ones as `a.b`, elements of lists as `a[]`.
  var columns: [Column] = []
  /// How many values (lines, or elements of an outer list) were seen.
  var values = 0
  /// Whether the values stand in one outer list.
  var isList = false

  /// JSON lines; nil where a line is not an object or list.
  init?(lines: [Substring]) {
    guard !lines.isEmpty else { return nil }
    for line in lines.prefix(200) {
      guard line.first == "{" || line.first == "[",
        let value = try? JSONParser.parse(line.utf8)
      else { return nil }
      add(value)
    }
  }

  /// One JSON value of which the text is the beginning, or all.
  init?(beginning text: String) {
    let bytes = Array(text.utf8)
    guard let first = bytes.first(where: { !" \t\r\n".utf8.contains($0) }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      let value = (try? JSONParser.parse(bytes))
        ?? Self.closed(bytes).flatMap({ try? JSONParser.parse($0) })
    else { return nil }
    if let elements = value.elements {
      isList = true
      for element in elements.prefix(200) { add(element) }
    } else {
      add(value)
    }
  }

  private mutating func add(_ value: JSONValue) {
    values += 1
    add(value, as: "", depth: 0)
  }

  private mutating func add(_ value: JSONValue, as name: String, depth: Int) {
    switch value {
    case .object(let members) where depth < 3:
      for member in members {
        add(member.value, as: name.isEmpty ? member.key : "\(name).\(member.key)", depth: depth + 1)
      }
    case .object: note(name, "{…}", .text)
    case .array(let elements) where depth < 4 && !elements.isEmpty:
      for element in elements.prefix(50) { add(element, as: "\(name)[]", depth: depth + 1) }
    case .array(let elements): note(name, "[\(elements.count) values]", .text)
    // What is written as text is decoded as text, digits too.
    case .string(let text): note(name, text, ColumnType(of: text) == .date ? .date : .text)
    case .number(let text): note(name, text, ColumnType(of: text))
    case .bool(let flag): note(name, flag ? "true" : "false", .boolean)
    case .null: note(name, "", nil)
    }
  }

  private mutating func note(_ name: String, _ value: String, _ type: ColumnType?) {
    guard !name.isEmpty else { return }
    if let index = columns.firstIndex(where: { $0.name == name }) {
      columns[index].values.append(value)
      columns[index].type = ColumnType.joined(columns[index].type, type)
    } else if columns.count < 60 {
      columns.append(Column(name: name, values: [value], type: type))
    }
  }

  /// The beginning of a JSON text made whole: cut behind the last complete element, and closed.
  private static func closed(_ bytes: [UInt8]) -> [UInt8]? {
    var open: [UInt8] = []
    var isText = false
    var isEscaped = false
    var cut: (place: Int, open: [UInt8])?
    for (place, byte) in bytes.enumerated() {
      if isText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isText = true
      case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
      case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard open.popLast() == byte else { return nil }
      case UInt8(ascii: ","): cut = (place, open)
      default: break
      }
      guard open.count < 200 else { return nil }
    }
    guard let cut else { return nil }
    return Array(bytes[..<cut.place]) + cut.open.reversed()
  }
}
