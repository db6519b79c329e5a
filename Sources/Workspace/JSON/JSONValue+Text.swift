extension JSONValue {
  /// Pretty text: two blanks a level, short lists on one line, members in their order.
  package var text: String {
    var text = ""
    write(into: &text, indentation: "")
    return text
  }

  private func write(into text: inout String, indentation: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let digits): text += digits
    case .string(let value): text += Self.quoted(value)
    case .array(let elements):
      if elements.allSatisfy({ $0.isScalar }) {
        text += "[" + elements.map(\.text).joined(separator: ", ") + "]"
      } else {
        list(elements, "[", "]", into: &text, indentation) { element, text, inner in
          element.write(into: &text, indentation: inner)
        }
      }
    case .object(let members):
      guard !members.isEmpty else {
        text += "{}"
        return
      }
      list(members, "{", "}", into: &text, indentation) { member, text, inner in
        text += Self.quoted(member.key) + ": "
        member.value.write(into: &text, indentation: inner)
      }
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    case .null, .bool, .number, .string: true
    }
  }

  private func list<Item>(
    _ items: [Item], _ opener: String, _ closer: String, into text: inout String,
    _ indentation: String, write: (Item, inout String, String) -> Void
  ) {
    let inner = indentation + "  "
    text += opener
    for (index, item) in items.enumerated() {
      text += (index == 0 ? "\n" : ",\n") + inner
      write(item, &text, inner)
    }
    text += "\n" + indentation + closer
  }

  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
