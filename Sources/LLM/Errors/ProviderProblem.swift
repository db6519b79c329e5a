import Foundation

/// An error as a server reports it, in any of the shapes in use.
///
///     {"type":"error","error":{"type","message","details":{"error_code"}}}        Anthropic
///     {"error":{"message","type","code"}}                                         OpenAI
///     {"error":"text"} {"object":"error","message"} {"detail":"text"|[{"msg"}]}   others
///
/// or HTML from a proxy, or text, or nothing.
struct ProviderProblem: Error, Sendable, Equatable {
  /// The HTTP status; nil where the error came within a successful answer.
  var status: Int?
  /// The server's words; empty where it gave none.
  var message: String
  var type: String?
  var code: String?

  init(status: Int? = nil, message: String, type: String? = nil, code: String? = nil) {
    self.status = status
    self.message = message
    self.type = type
    self.code = code
  }

  /// Reads the body of an answer with an error status.
  init(status: Int, body: String) {
    if let json = JSON(parsing: body), let problem = Self.read(json) {
      self = problem
    } else if let json = Self.dataOfFirstEvent(body), let problem = Self.read(json) {
      self = problem
    } else {
      self.init(message: Self.title(ofPage: body) ?? body.collapsingWhitespace())
    }
    self.status = status
  }

  /// Reads an object within an answer with status 200; nil where it is no error.
  init?(inStream json: JSON, event: String?) {
    let isError =
      !json["error"].isNull || json["object"].string == "error" || json["type"].string == "error"
      || event == "error"
    guard isError else { return nil }
    self = Self.read(json) ?? ProviderProblem(message: "the server reported an error")
  }

  private static func read(_ json: JSON) -> ProviderProblem? {
    let json = json.isObject ? json : json[0]
    guard json.isObject else { return nil }
    let error = json["error"]
    if let text = error.string { return ProviderProblem(message: text) }
    let source = error.isObject ? error : json
    let detail = json["detail"].string ?? json["detail"][0]["msg"].string
    guard let message = source["message"].string ?? detail ?? source["type"].string else {
      return nil
    }
    return ProviderProblem(
      message: message, type: source["type"].string,
      code: source["details"]["error_code"].string ?? source["code"].word)
  }

  /// Some gateways send an error status with a stream as its body.
  private static func dataOfFirstEvent(_ body: String) -> JSON? {
    var parser = EventStreamParser()
    return parser.take(Array((body + "\n\n").utf8)).first.flatMap { JSON(parsing: $0.data) }
  }

  /// The title of a web page; nil where `text` is none.
  static func title(ofPage text: String) -> String? {
    guard text.drop(while: \.isWhitespace).hasPrefix("<") else { return nil }
    for tag in ["title", "h1"] {
      guard let open = text.range(of: "<\(tag)", options: .caseInsensitive),
        let begin = text.range(of: ">", range: open.upperBound..<text.endIndex),
        let end = text.range(
          of: "</\(tag)", options: .caseInsensitive, range: begin.upperBound..<text.endIndex)
      else { continue }
      return String(text[begin.upperBound..<end.lowerBound]).collapsingWhitespace()
    }
    return "a web page instead of an answer"
  }
}
