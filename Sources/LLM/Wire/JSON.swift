import Foundation

/// A JSON value that is read by looking for what is there: every member may be missing or null.
struct JSON {
  private let value: Any?

  private init(_ value: Any?) { self.value = value is NSNull ? nil : value }

  /// Reads `text`; nil if it is not JSON, even after unpaired surrogates were replaced.
  ///
  /// A server that cuts an emoji between two tokens sends half of a `\uD83D\uDE00` pair, which
  /// Foundation refuses.
  init?(parsing text: String) {
    if let value = Self.parse(Array(text.utf8)) {
      self.init(value)
    } else if let repaired = replacingUnpairedSurrogates(in: Array(text.utf8)),
      let value = Self.parse(repaired)
    {
      self.init(value)
    } else {
      return nil
    }
  }

  private static func parse(_ bytes: [UInt8]) -> Any? {
    try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
  }

  subscript(name: String) -> JSON { JSON((value as? [String: Any])?[name]) }

  subscript(index: Int) -> JSON {
    guard let array = value as? [Any], array.indices.contains(index) else { return JSON(nil) }
    return JSON(array[index])
  }

  var isNull: Bool { value == nil }
  var isObject: Bool { value is [String: Any] }
  var isArray: Bool { value is [Any] }
  var string: String? { value as? String }
  /// The names of an object's members.
  var names: [String] { (value as? [String: Any]).map { $0.keys.sorted() } ?? [] }
  var array: [JSON] { (value as? [Any] ?? []).map { JSON($0) } }

  var bool: Bool? { value as? Bool }

  /// A count; nil for what is negative or no whole number.
  var count: Int? {
    (value as? NSNumber).flatMap { Int(exactly: $0.doubleValue) }.flatMap { $0 < 0 ? nil : $0 }
  }

  /// A string, or a number as text: error codes come as both.
  var word: String? { string ?? (value as? NSNumber).map { $0.stringValue } }
}
