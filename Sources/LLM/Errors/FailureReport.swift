/// Words failures for people: what failed, on what, the provider's own words, and one next step.
struct FailureReport {
  let endpoint: Endpoint
  let settings: TransportSettings

  /// The error for `failure`.
  ///
  /// `attempts` is how many requests were sent, `wait` the wait that the server asked for, in
  /// seconds, where it is too long, and `partial` says that a part of the answer was shown.
  func error(
    _ failure: ExchangeFailure, attempts: Int = 1, wait: Double? = nil, partial: Bool = false
  ) -> ModelError {
    var error = base(failure)
    if partial { error.message = "The answer broke off. " + error.message }
    if attempts > 1 { error.message += " (\(attempts) requests were sent.)" }
    if let wait {
      error.advice = "Try again in \(Self.spoken(wait)), or choose another model with --model."
    }
    error.message = redact(error.message)
    error.advice = redact(error.advice)
    return error
  }

  private var redact: Redaction {
    Redaction(secrets: [endpoint.key?.value, endpoint.address.password].compactMap { $0 })
  }

  private func base(_ failure: ExchangeFailure) -> ModelError {
    switch failure {
    case .transport(let failure): transport(failure)
    case .problem(let problem, _): self.problem(problem)
    case .redirect(let status, let location):
      ModelError(
        kind: .protocolError,
        message: "\(endpoint.address) answered \(status) and points to"
          + " \(location?.cut(to: 200) ?? "another address"); redirects are not followed, since"
          + " they would carry the key along.",
        advice: "Set \(endpoint.addressVariable) to the address that answers itself.")
    case .page(let title):
      ModelError(
        kind: .protocolError,
        message: "\(endpoint.address) answered with a web page (“\(title.cut(to: 100))”) instead of"
          + " a model's answer.",
        advice: "Check \(endpoint.addressVariable), and whether a proxy or a login page stands in"
          + " between.")
    case .malformed(let text):
      ModelError(
        kind: .protocolError,
        message: "\(endpoint.address) sent what its API does not allow: “\(text.cut(to: 80))”.",
        advice: "Try again; if it stays, check that \(endpoint.addressVariable) names a server"
          + " with this API.")
    case .promptCut(let read, let about):
      ModelError(
        kind: .contextTooLong,
        message:
          "\(title) read only \(read) of about \(about) tokens of the prompt and answered without"
          + " the rest.",
        advice:
          "Update the server, give it a larger context (OLLAMA_CONTEXT_LENGTH), or choose another"
          + " model with --model.")
    case .unfinished(let empty):
      ModelError(
        kind: .protocolError,
        message: "The answer of \(endpoint.model) at \(endpoint.address)"
          + (empty ? " was empty." : " ended before any text came."),
        advice: "Try again; if it stays, the prompt may be too long for the model: shorten it, or"
          + " choose another model with --model.")
    }
  }

  // MARK: The server's errors

  private func problem(_ problem: ProviderProblem) -> ModelError {
    let kind = problem.kind
    let words = problem.message.isEmpty ? "" : ": “\(quoted(problem.message))”"
    let status = problem.status.map { " (\($0))" } ?? ""
    return ModelError(
      kind: kind, message: "\(title) \(verb(kind, problem))\(status)\(words).",
      advice: advice(kind, problem))
  }

  private var title: String {
    endpoint.title == "the server" ? "The server at \(endpoint.address)" : endpoint.title
  }

  /// The provider's words on one line, without secrets, cut.
  ///
  /// Masked before they are cut: half a key would no longer be known as one.
  func quoted(_ message: String) -> String {
    redact(message.collapsingWhitespace()).cut(to: 300)
  }

  private func verb(_ kind: ModelError.Kind, _ problem: ProviderProblem) -> String {
    switch kind {
    case .badKey where problem.status == 403 || problem.type == "permission_error":
      "does not allow this"
    case .badKey, .noKey: endpoint.key == nil ? "wants a key" : "refused \(keyName)"
    case .noCredit: "has no credit left for this account"
    case .rateLimit: "is asked too often"
    case .overloaded where problem.status == 529 || problem.type == "overloaded_error":
      "is overloaded"
    case .overloaded: "failed"
    case .outputLimit: "cut the answer at its limit"
    case .contextTooLong: "finds the prompt too long for \(endpoint.model)"
    case .refused: "declined the request"
    case .unknownModel: "does not know \(endpoint.model), or has no such address"
    case .timedOut: "took too long"
    case .unreachable, .protocolError, .cannot: "did not accept the request"
    }
  }

  private var keyName: String { endpoint.key.map(\.description) ?? "the request" }

  private func advice(_ kind: ModelError.Kind, _ problem: ProviderProblem) -> String {
    let other = "choose another model with --model."
    switch kind {
    case .badKey, .noKey:
      guard let key = endpoint.key else {
        return "Set the variable that holds the key for \(endpoint.address), or \(other)"
      }
      return "Check \(key.variable), or \(other)"
    case .outputLimit: return "Ask for less in one app, or \(other)"
    case .noCredit: return "Check the account's billing and spending limits, or \(other)"
    case .rateLimit: return "Wait a little and try again, or \(other)"
    case .overloaded:
      if endpoint.key == nil, problem.type == nil {
        return "Look at the server's log; it may want a key. Or \(other)"
      }
      return "Try again later, or \(other)"
    case .contextTooLong: return "Send less (shorter description, fewer files), or \(other)"
    case .refused: return "Describe the app differently, or \(other)"
    case .unknownModel where endpoint.addressVariable == "OLLAMA_HOST":
      return "Get it with `ollama pull \(endpoint.model)`; `wisp models` lists what is there."
    case .unknownModel:
      return "Check the model's name and \(endpoint.addressVariable) (\(endpoint.address)); "
        + "`wisp models` lists what can be used."
    case .timedOut: return "Try again, or \(other)"
    case .unreachable, .protocolError, .cannot: return "Check the model's name, or \(other)"
    }
  }

  // MARK: The network

  private func transport(_ failure: TransportFailure) -> ModelError {
    let place = endpoint.address.hostAndPort
    let proxy =
      settings.proxies.proxy(for: endpoint.address)
      .map { " through the proxy \(ServerAddress($0)?.description ?? "in the environment")" } ?? ""
    let words = failure.detail.isEmpty ? "" : ": \(quoted(failure.detail))"
    func error(_ kind: ModelError.Kind, _ message: String, _ advice: String) -> ModelError {
      ModelError(kind: kind, message: message, advice: advice)
    }
    switch failure.kind {
    case .cannotResolve, .cannotConnect, .connectTimedOut:
      let advice =
        endpoint.address.isLoopback
        ? "Start the server, or set \(endpoint.addressVariable) to where it listens."
        : "Check the network connection\(proxy.isEmpty ? "" : ", the proxy") and"
          + " \(endpoint.addressVariable)."
      return error(.unreachable, "Cannot reach \(place)\(proxy)\(words).", advice)
    case .tls:
      return error(
        .unreachable, "No secure connection to \(place)\(proxy)\(words).",
        "Check that \(endpoint.addressVariable) begins with the right one of http:// and https://.")
    case .certificate:
      return error(
        .unreachable, "The certificate of \(place)\(proxy) is not trusted\(words).",
        "If your network uses its own certificate authority, set WISP_CA_BUNDLE (or SSL_CERT_FILE"
          + " or CURL_CA_BUNDLE) to its file.")
    case .proxyRefused(let status):
      return error(
        .unreachable, "The proxy refused to connect to \(place)\(proxy) (\(status)).",
        "Check the proxy variables and the proxy's user name and password.")
    case .noAnswer:
      return error(
        .unreachable, "\(place) closed the connection without an answer\(words).",
        "Try again; the request may have been billed.")
    case .cut:
      return error(
        .protocolError, "The connection to \(place) was cut before any text came\(words).",
        "Try again; after a long silence a proxy or router may have closed the connection.")
    case .silent(let seconds, _):
      return error(
        .timedOut, "\(place) sent nothing for \(seconds) seconds.",
        "Try again, or choose another model with --model.")
    case .tooLarge(let limit):
      return error(
        .protocolError, "The answer of \(place) is larger than \(limit >> 20) MiB.",
        "Check that \(endpoint.addressVariable) names a model server.")
    case .cancelled:
      return error(.timedOut, "The request to \(place) was cancelled.", "Try again.")
    case .other(let code):
      return error(
        .unreachable, "The request to \(place)\(proxy) failed\(words) (libcurl error \(code)).",
        "Check the network connection and \(endpoint.addressVariable).")
    }
  }

  /// A time as people say it.
  static func spoken(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    return switch whole {
    case ..<120: "\(whole) seconds"
    case ..<7200: "\((whole + 59) / 60) minutes"
    default: "\((whole + 3599) / 3600) hours"
    }
  }
}
