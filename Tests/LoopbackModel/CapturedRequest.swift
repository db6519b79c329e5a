/// A request as the server got it.
package struct CapturedRequest: Sendable, Equatable {
  package var method: String
  package var path: String
  /// Names in lower case.
  package var headers: [String: String]
  package var body: [UInt8]

  /// The body as text.
  package var text: String { String(decoding: body, as: UTF8.self) }
}
