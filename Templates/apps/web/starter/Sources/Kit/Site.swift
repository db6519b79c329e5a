import Foundation

/// A web app: a value that answers requests; what it holds is saved after every change.
public protocol Site: Codable, Sendable {
  mutating func respond(to request: Request) -> Response
}

/// Runs a site on this machine's loopback until it is stopped, its value kept in the file at `path`.
///
/// Where its port is shown on the machine under another number, `WISP_PORT` says which; the address that is
/// printed is that one.
///
/// Where `PORT` is not set and standard input is no terminal, its lines are the requests
/// (`POST /notes text=milk`), and the answers are printed.
public func serve<App: Site>(_ empty: App, savedIn path: String) throws {
  let file = JSONFile(path: path, empty: empty)
  let environment = ProcessInfo.processInfo.environment
  let port = environment["PORT"]
  guard port == nil, isatty(STDIN_FILENO) == 0 else {
    guard let number = port.map({ UInt16($0) }) ?? 8080, number > 0 else {
      throw UsageError("PORT must be a number from 1 to 65535, not '\(port ?? "")'")
    }
    let shown = environment["WISP_PORT"].flatMap { UInt16($0) } ?? number
    try listen(SiteHolder(try file.load(), file: file), port: number, shown: shown)
    return
  }
  var site = try file.load()
  for line in try readText().split(whereSeparator: \.isNewline) {
    print(try site.transcript(of: String(line)))
  }
  try file.save(site)
}

extension Site {
  /// The answer to a request in one line, as text: `200 application/json`, then the body.
  ///
  /// Pages are shown without their style.
  public mutating func transcript(of line: String) throws(InputError) -> String {
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count >= 2, words[1].hasPrefix("/") else {
      throw InputError("'\(line)' is no request; write METHOD /path [form or JSON]")
    }
    let response = respond(
      to: Request(String(words[0]), String(words[1]), body: words.count == 3 ? "\(words[2])" : ""))
    var body = response.body
    if let open = body.firstRange(of: "<style>"), let close = body.firstRange(of: "</style>"),
      open.upperBound <= close.lowerBound
    {
      body.removeSubrange(open.upperBound..<close.lowerBound)
    }
    return "\(response.status) \(response.type)" + (body.isEmpty ? "" : "\n\(body)")
  }
}
