/// One HTTP request, as values.
struct HTTPRequest: Sendable, Equatable {
  enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  var method: Method
  var url: ServerAddress
  var headers: [String: String]
  var body: [UInt8]
  /// Whether HTTP/2 is not to be used although it is offered.
  var onlyHTTP1 = false
}

/// The status line and the headers of an answer.
struct HTTPHead: Sendable, Equatable {
  var status: Int
  /// Names in lower case; of a repeated header the last one.
  var headers: [String: String]

  var isSuccess: Bool { (200..<300).contains(status) }
}

/// What a transfer hands on: the head once, then the body in the pieces in which it came.
enum HTTPPart: Sendable, Equatable {
  case head(HTTPHead)
  case body([UInt8])
}
