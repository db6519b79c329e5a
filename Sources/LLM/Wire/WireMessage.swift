import Foundation

/// A message as both APIs write it.
struct WireMessage: Encodable, Equatable {
  var role: String
  var content: String

  /// The messages of `request`, ending with the user: empty ones are left out, since providers
  /// refuse them, and an assistant's last word is answered.
  static func turns(of request: ModelRequest) -> [WireMessage] {
    var turns = request.messages.filter { !$0.text.allSatisfy(\.isWhitespace) }
      .map { WireMessage(role: $0.role.rawValue, content: $0.text) }
    if turns.last?.role != Message.Role.user.rawValue {
      turns.append(WireMessage(role: Message.Role.user.rawValue, content: "Go on."))
    }
    return turns
  }

  /// An encoder for bodies: names in snake case, and the same bytes for the same value.
  static func encoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
