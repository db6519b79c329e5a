import Foundation

/// What a browser asks for.
public struct Request: Sendable, Equatable {
  /// `GET`, `POST`, `PUT` or `DELETE`.
  public let method: String
  /// The path without the query, percent signs decoded: `/notes/3`.
  public let path: String
  /// The values of the query and of a sent form or flat JSON object, by name.
  public let fields: [String: String]
  public let body: String

  /// `target` is path and query, `/notes?by=date`; `body` a form (`a=1&b=two+words`), or JSON where it
  /// begins with a brace.
  public init(_ method: String, _ target: String, body: String = "") {
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.method = method.uppercased()
    self.body = body
    path = Self.decoded(halves.first ?? "/", plusIsBlank: false)
    var fields = halves.count == 2 ? Self.form(halves[1]) : [:]
    let sent = body.hasPrefix("{") ? Self.object(body) : Self.form(body[...])
    fields.merge(sent) { _, new in new }
    self.fields = fields
  }

  /// A field's value without blanks around it; empty where there is none.
  public subscript(name: String) -> String {
    (fields[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// What stands behind `prefix` in the path: `/notes/3` after `/notes/` is `3`; nil elsewhere.
  public func path(after prefix: String) -> String? {
    path.hasPrefix(prefix) && path.count > prefix.count ? String(path.dropFirst(prefix.count)) : nil
  }

  private static func form(_ text: Substring) -> [String: String] {
    var fields: [String: String] = [:]
    for pair in text.split(whereSeparator: { $0 == "&" || $0.isNewline }) {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = halves.count == 2 ? halves[1] : ""
      fields[decoded(halves[0], plusIsBlank: true)] = decoded(value, plusIsBlank: true)
    }
    return fields
  }

  private static func object(_ text: String) -> [String: String] {
    let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return (object ?? [:]).compactMapValues { value in
      value is [Any] || value is [String: Any] || value is NSNull ? nil : "\(value)"
    }
  }

  private static func decoded(_ text: some StringProtocol, plusIsBlank: Bool) -> String {
    let text = plusIsBlank ? String(text).replacing("+", with: " ") : String(text)
    return text.removingPercentEncoding ?? text
  }
}
