/// Why one request gave no answer.
enum ExchangeFailure: Error, Equatable {
  case transport(TransportFailure)
  /// The server reported an error, by status or within the answer.
  case problem(ProviderProblem, headers: [String: String])
  /// The server points elsewhere.
  case redirect(status: Int, location: String?)
  /// A web page came with status 200.
  case page(title: String)
  /// The answer could not be read; the beginning of what came.
  case malformed(String)
  /// The answer ended before anything in it was useful; `empty` if no byte came.
  case unfinished(empty: Bool)
  /// The server read only so many tokens of a prompt of about so many, and said nothing of it.
  case promptCut(read: Int, about: Int)
}
