import Foundation

/// A value of the configuration file.
enum ConfigurationValue {
  case text(String)
  case flag(Bool)
  case number(Double)
  case list
  case table([String: ConfigurationValue])

  /// Reads JSON; nil where it is none.
  init?(json: String) {
    guard let any = try? JSONDecoder().decode(Node.self, from: Data(json.utf8)) else { return nil }
    self = any.value
  }

  var string: String? {
    if case .text(let text) = self { text } else { nil }
  }

  var table: [String: ConfigurationValue]? {
    if case .table(let table) = self { table } else { nil }
  }

  var double: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  var int: Int? { double.flatMap { Int(exactly: $0) } }

  private struct Node: Decodable {
    var value: ConfigurationValue

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        value = .text(text)
      } else if let flag = try? container.decode(Bool.self) {
        value = .flag(flag)
      } else if let number = try? container.decode(Double.self) {
        value = .number(number)
      } else if let table = try? container.decode([String: Node].self) {
        value = .table(table.mapValues(\.value))
      } else {
        value = .list
      }
    }
  }
}
