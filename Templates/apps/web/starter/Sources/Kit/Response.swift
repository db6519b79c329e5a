import Foundation

/// What the app answers.
public struct Response: Sendable, Equatable {
  public let status: Int
  /// The media type, or the place to go to where the status is 303.
  public let type: String
  public let body: String

  public init(status: Int = 200, type: String, body: String) {
    self.status = status
    self.type = type
    self.body = body
  }

  public static func page(_ page: Page, status: Int = 200) -> Response {
    Response(status: status, type: "text/html", body: page.markup)
  }

  /// A value as JSON, keys sorted, dates in ISO 8601.
  public static func json(_ value: some Encodable, status: Int = 200) -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    guard let data = try? encoder.encode(value) else {
      return Response(status: 500, type: "text/plain", body: "this value cannot be written as JSON")
    }
    return Response(
      status: status, type: "application/json", body: String(decoding: data, as: UTF8.self))
  }

  public static func text(_ text: String, status: Int = 200) -> Response {
    Response(status: status, type: "text/plain", body: text)
  }

  /// Sends the browser to another page, as after every form.
  public static func redirect(_ path: String) -> Response {
    Response(status: 303, type: path, body: "")
  }

  public static let notFound = Response.text("there is no such page", status: 404)
}
