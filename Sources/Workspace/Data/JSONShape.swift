/// What JSON is made of: the keys of its objects and what stands under them.
struct JSONShape: Equatable {
  /// The objects' keys in order of appearance, with their values as text; nested ones as `a.b`.
  var columns: [(name: String, values: [String])] = []
  /// How many values (lines, or elements of an outer list) were seen.
  var values = 0
  /// Whether the values stand in one outer list.
  var isList = false

  static func == (a: JSONShape, b: JSONShape) -> Bool {
    a.values == b.values && a.isList == b.isList
      && a.columns.map(\.name) == b.columns.map(\.name)
      && a.columns.map(\.values) == b.columns.map(\.values)
  }

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
    case .object: note(name, "{…}")
    case .array(let elements):
      if depth < 3, let first = elements.first, first.members != nil {
        add(first, as: "\(name)[]", depth: depth + 1)
      } else if !name.isEmpty {
        note(name, "[\(elements.count) values]")
      }
    case .string(let text): note(name, text)
    case .number(let text): note(name, text)
    case .bool(let flag): note(name, flag ? "true" : "false")
    case .null: note(name, "")
    }
  }

  private mutating func note(_ name: String, _ value: String) {
    guard !name.isEmpty else { return }
    if let index = columns.firstIndex(where: { $0.name == name }) {
      columns[index].values.append(value)
    } else if columns.count < 60 {
      columns.append((name, [value]))
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
