import Foundation

/// A socket call that failed.
package struct SocketError: Error, CustomStringConvertible {
  package var call: String
  package var code: Int32
  package var description: String { "\(call): \(String(cString: strerror(code)))" }
}

/// The few socket calls of the server.
enum Socket {
  /// Listens on a free port of 127.0.0.1.
  static func listen() throws -> (descriptor: Int32, port: UInt16) {
    #if canImport(Glibc)
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
    #else
    let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    guard descriptor >= 0 else { throw SocketError(call: "socket", code: errno) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failed = withUnsafeMutablePointer(to: &address) { pointer -> String? in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        if bind(descriptor, generic, length) != 0 { return "bind" }
        if Foundation.listen(descriptor, 1024) != 0 { return "listen" }
        return getsockname(descriptor, generic, &length) == 0 ? nil : "getsockname"
      }
    }
    if let failed {
      let error = SocketError(call: failed, code: errno)
      close(descriptor)
      throw error
    }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  /// The next connection; nil once the listener is ended.
  static func accept(_ listener: Int32) -> Int32? {
    while true {
      let connection = Foundation.accept(listener, nil, nil)
      if connection >= 0 {
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        var on: Int32 = 1
        setsockopt(
          connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        return connection
      }
      guard errno == EINTR || errno == ECONNABORTED else { return nil }
    }
  }

  /// Makes pending and later calls on the socket return; the descriptor stays valid.
  static func end(_ descriptor: Int32) { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Writes all of `bytes`; false where the other side is gone.
  static func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Waits until the other side closes the connection or the server ends it.
  static func waitForEnd(_ connection: Int32) {
    while let bytes = read(connection), !bytes.isEmpty {}
  }

  /// Reads one request; nil where the connection ends before it is whole.
  static func readRequest(_ connection: Int32) -> CapturedRequest? {
    var bytes: [UInt8] = []
    let separator = Array("\r\n\r\n".utf8)
    while true {
      if let end = bytes.firstRange(of: separator) {
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        var lines = head.split(separator: "\r\n")[...]
        let words = lines.popFirst()?.split(separator: " ") ?? []
        guard words.count >= 2 else { return nil }
        var headers: [String: String] = [:]
        for line in lines {
          let parts = line.split(separator: ":", maxSplits: 1)
          guard parts.count == 2 else { continue }
          headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        var body = Array(bytes[end.upperBound...])
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while body.count < length {
          guard let more = read(connection), !more.isEmpty else { return nil }
          body += more
        }
        return CapturedRequest(
          method: String(words[0]), path: String(words[1]), headers: headers, body: body)
      }
      guard let more = read(connection), !more.isEmpty else { return nil }
      bytes += more
    }
  }

  /// What has arrived; empty at the end, nil on failure.
  private static func read(_ connection: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = recv(connection, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      return count < 0 ? nil : Array(buffer.prefix(count))
    }
  }
}
