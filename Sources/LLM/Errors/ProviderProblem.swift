import Foundation

/// An error as a server reports it, in any of the shapes in use.
///
///     {"type":"error","error":{"type","message","details":{"error_code"}}}        Anthropic
///     {"error":{"message","type","code"}}                                         OpenAI
///     [{"error":{"code","message","status","details":[…]}}]                       Gemini
///     {"error":"text"}                                                            Ollama
///     {"object":"error","message"} {"detail":"text"|[{"msg"}]}   others
///
/// or HTML from a proxy, or text, or nothing.
struct ProviderProblem: Error, Sendable, Equatable {
  /// The HTTP status; nil if the error came within a successful answer.
  var status: Int?
  /// The server's words; empty if it gave none.
  var message: String
  var type: String?
  var code: String?
  /// The wait that the body asks for, in seconds; headers are looked at before it.
  var retryAfter: Double?

  init(
    status: Int? = nil, message: String, type: String? = nil, code: String? = nil,
    retryAfter: Double? = nil
  ) {
    self.status = status
    self.message = message
    self.type = type
    self.code = code
    self.retryAfter = retryAfter
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

  /// Reads an object within an answer with status 200; nil if it is not an error.
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
    if let text = error.string { return ProviderProblem(message: text, type: plainType) }
    let source = error.isObject ? error : json
    let detail = json["detail"].string ?? json["detail"][0]["msg"].string
    guard let message = source["message"].string ?? detail ?? source["type"].string else {
      return nil
    }
    let details = GoogleDetails(source["details"])
    return ProviderProblem(
      message: message, type: source["type"].string ?? source["status"].string,
      code: source["details"]["error_code"].string ?? details.code ?? source["code"].word,
      retryAfter: details.retryAfter ?? Self.wait(in: message))
  }

  /// The type given to errors that are a text alone.
  static let plainType = "text alone"

  /// The wait in a message of OpenAI's, as in "try again in 11.054s", in seconds.
  private static func wait(in message: String) -> Double? {
    guard let match = message.firstMatch(of: /try again in (\d+(?:\.\d+)?)(ms|s)\b/),
      let number = Double(match.1)
    else { return nil }
    return match.2 == "ms" ? number / 1000 : number
  }

  /// What Google's errors carry beside the message.
  private struct GoogleDetails {
    var code: String?
    var retryAfter: Double?

    init(_ details: JSON) {
      for detail in details.array {
        if let delay = detail["retryDelay"].string, delay.hasSuffix("s") {
          retryAfter = Double(delay.dropLast())
        }
        code = detail["reason"].string ?? code
        // A quota for the day is not filled up by waiting a minute.
        let quotas = detail["violations"].array.compactMap { $0["quotaId"].string }
        if quotas.contains(where: { $0.contains("PerDay") }) { code = "quota_per_day" }
      }
    }
  }

  /// Some gateways send an error status with a stream as its body.
  private static func dataOfFirstEvent(_ body: String) -> JSON? {
    var parser = EventStreamParser()
    return parser.take(Array((body + "\n\n").utf8)).first.flatMap { JSON(parsing: $0.data) }
  }

  /// The title of a web page; nil if `text` is not a web page.
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
