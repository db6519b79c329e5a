import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// The value of a site, asked and saved by one request at a time.
actor SiteHolder<App: Site> {
  private var site: App
  private let file: JSONFile<App>

  init(_ site: App, file: JSONFile<App>) {
    self.site = site
    self.file = file
  }

  func respond(to request: Request) -> Response {
    var changed = site
    let response = changed.respond(to: request)
    guard !["GET", "HEAD"].contains(request.method) else { return response }
    do {
      try file.save(changed)
    } catch {
      return .text("not saved: \(error)", status: 500)
    }
    site = changed
    return response
  }
}

/// Serves on loopback only, as `shown` to the user; returns when the server cannot go on.
func listen<App: Site>(_ site: SiteHolder<App>, port: UInt16, shown: UInt16) throws {
  let server = HTTPServer(
    address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), logger: .disabled,
    handler: SiteHandler(site: site))
  let failure = Mutex<String?>(nil)
  let ended = DispatchSemaphore(value: 0)
  print("http://127.0.0.1:\(shown)/ (Ctrl-C ends it)")
  fflush(nil)
  Task.detached {
    do {
      try await server.run()
    } catch {
      failure.withLock { $0 = "\(error)" }
    }
    ended.signal()
  }
  ended.wait()
  if let reason = failure.withLock({ $0 }) {
    throw InputError("cannot serve on port \(port): \(reason)")
  }
}

private struct SiteHandler<App: Site>: HTTPHandler {
  let site: SiteHolder<App>
  /// More than any form needs.
  private static var bodyLimit: Int { 1 << 20 }

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard Self.isOwn(request) else {
      return Self.http(.text("this page answers only itself", status: 403))
    }
    var body = Data()
    for try await bytes in request.bodySequence {
      body.append(bytes)
      guard body.count <= Self.bodyLimit else {
        return Self.http(.text("this is too long", status: 413))
      }
    }
    guard let text = String(data: body, encoding: .utf8) else {
      return Self.http(.text("send text in UTF-8", status: 400))
    }
    let isHead = request.method == .HEAD
    let query = request.target.query()
    let target = request.target.path() + (query.isEmpty ? "" : "?\(query)")
    let response = await site.respond(
      to: Request(isHead ? "GET" : request.method.rawValue, target, body: text))
    return Self.http(response, withBody: !isHead)
  }

  /// Whether a request comes from the app's own pages: other sites can reach loopback, too.
  private static func isOwn(_ request: HTTPRequest) -> Bool {
    let host = request.headers[.host] ?? ""
    let name = host.replacing(/:[0-9]*$/, with: "")
    guard ["127.0.0.1", "localhost", "[::1]"].contains(name) else { return false }
    guard let origin = request.headers[HTTPHeader("Origin")] else { return true }
    return request.method == .GET || origin == "http://\(host)"
  }

  private static func http(_ response: Response, withBody: Bool = true) -> HTTPResponse {
    var headers: HTTPHeaders = [
      .cacheControl: "no-store",
      HTTPHeader("X-Content-Type-Options"): "nosniff",
      HTTPHeader("Content-Security-Policy"):
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
        + "img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'",
    ]
    if response.status == 303 {
      headers[.location] = response.type.filter { !$0.isNewline }
    } else {
      headers[.contentType] = "\(response.type); charset=utf-8"
    }
    return HTTPResponse(
      statusCode: HTTPStatusCode(response.status, phrase: "\(response.status)"),
      headers: headers, body: withBody ? Data(response.body.utf8) : Data())
  }
}
