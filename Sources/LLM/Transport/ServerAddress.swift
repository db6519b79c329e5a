import Foundation

/// A base address or a full URL of a server: `http` or `https`, with a host.
package struct ServerAddress: Sendable, Equatable, CustomStringConvertible {
  /// The address as it is asked for; may hold a user name and a password.
  let url: String
  let scheme: String
  let host: String
  let port: Int
  let path: String
  let password: String?

  /// Reads an address; nil if it is not `http` or `https` with a host.
  ///
  /// A trailing slash is dropped, and `0.0.0.0` becomes `127.0.0.1`: it is where servers listen,
  /// not where clients ask.
  init?(_ text: String) {
    var text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    while text.hasSuffix("/") { text.removeLast() }
    guard !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }),
      var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https", var host = parts.host, !host.isEmpty
    else { return nil }
    if host == "0.0.0.0" {
      host = "127.0.0.1"
      parts.host = host
    }
    guard let url = parts.string else { return nil }
    self.url = url
    self.scheme = scheme
    self.host = host.trimmingCharacters(in: ["[", "]"])
    self.port = parts.port ?? (scheme == "https" ? 443 : 80)
    self.path = parts.path
    self.password = parts.password
  }

  /// Reads Ollama's form of an address: scheme, host and port may each be left out.
  ///
  /// Without a scheme it is `http` and the port 11434; with one, the port is the scheme's.
  init?(ollamaHost text: String) {
    if text.contains("://") {
      self.init(text)
      return
    }
    let host = text.hasPrefix(":") ? "127.0.0.1" + text : text
    guard let address = ServerAddress("http://" + host) else { return nil }
    let hasPort = URLComponents(string: "http://" + host)?.port != nil
    if hasPort {
      self = address
    } else {
      let name = address.host.contains(":") ? "[\(address.host)]" : address.host
      self.init("http://\(name):11434\(address.path)")
    }
  }

  /// True if the address stays on this machine, so that no proxy may stand in between.
  var isLoopback: Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.") || host.hasSuffix(".localhost")
  }

  /// Scheme, host, port where it is not the usual one, and path: no user, no password, no query.
  package var description: String {
    let usual = scheme == "https" ? 443 : 80
    let name = host.contains(":") ? "[\(host)]" : host
    return "\(scheme)://\(name)\(port == usual ? "" : ":\(port)")\(path)"
  }

  /// Host and port, for people.
  var hostAndPort: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// The address with `suffix`, which begins with a slash and may have a query, appended to its path.
  ///
  /// A query of the address itself stays at the end: Azure's `?api-version=…`.
  func appending(_ suffix: String) -> ServerAddress? {
    guard let mark = url.firstIndex(of: "?") else { return ServerAddress(url + suffix) }
    var path = url[..<mark]
    while path.hasSuffix("/") { path.removeLast() }
    let query = url[url.index(after: mark)...]
    return ServerAddress(path + suffix + (suffix.contains("?") ? "&" : "?") + query)
  }
}
