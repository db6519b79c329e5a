/// Where a model is asked and with which key.
struct Endpoint: Sendable, Equatable {
  /// The provider's name for people: "Anthropic", "OpenAI", "the server".
  var title: String
  var address: ServerAddress
  /// The variable that sets the address.
  var addressVariable: String
  var model: String
  var key: APIKey?
  var server = ServerProfile()
}

/// A key and where it came from; its value never appears in descriptions.
package struct APIKey: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  let value: String
  /// The environment variable that holds it.
  package let variable: String

  package var description: String { "the key in \(variable)" }
  package var customMirror: Mirror { Mirror(self, children: ["variable": variable]) }

  /// The key in `variable`, without white space around it; nil if there is none.
  ///
  /// - Throws: `ModelError` if the value cannot be sent in a header.
  init?(variable: String, environment: [String: String]) throws(ModelError) {
    let value = Substring(environment[variable] ?? "").trimmingWhitespace()
    if value.isEmpty { return nil }
    guard value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw ModelError(
        kind: .badKey,
        message: "\(variable) holds characters that no key has (spaces, control characters, or"
          + " letters outside ASCII).",
        advice: "Set \(variable) again to the key alone, without quotes or line breaks.")
    }
    self.value = String(value)
    self.variable = variable
  }
}
