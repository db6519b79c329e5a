import CSpawn
import Foundation

/// Sockets of the host: looked up, connected, listened on.
enum HostSocket {
  /// The addresses of a host; empty if there are none.
  ///
  /// May take as long as the system's resolver.
  static func addresses(of host: HostName) -> [IPAddress] {
    if let address = host.address { return [address] }
    if host.description == "localhost" { return IPAddress.loopback }
    var hints = addrinfo()
    hints.ai_protocol = Int32(IPPROTO_TCP)
    var first: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host.description, nil, &hints, &first) == 0 else { return [] }
    defer { freeaddrinfo(first) }
    var addresses: [IPAddress] = []
    var next = first
    while let entry = next?.pointee {
      if let address = entry.ai_addr.flatMap({ IPAddress($0) }), !addresses.contains(address) {
        addresses.append(address)
      }
      next = entry.ai_next
    }
    return addresses
  }

  /// A connected socket; nil with the reason in `errno`.
  static func connect(to address: IPAddress, port: UInt16, seconds: Double) -> SharedDescriptor? {
    let number = wisp_stream_socket(address.isVersion6 ? 1 : 0)
    guard number >= 0 else { return nil }
    let made = SharedDescriptor(number)
    return connect(made, to: address, port: port, seconds: seconds) ? made : nil
  }

  static func connect(
    _ made: SharedDescriptor, to address: IPAddress, port: UInt16, seconds: Double
  )
    -> Bool
  {
    guard wisp_set_nonblocking(made.number) == 0 else { return false }
    let result = address.withSocketAddress(port: port) { Foundation.connect(made.number, $0, $1) }
    if result == 0 { return true }
    guard errno == EINPROGRESS || errno == EINTR else { return false }
    var waiting = pollfd(fd: made.number, events: Int16(POLLOUT), revents: 0)
    guard poll(&waiting, 1, Int32(seconds * 1000)) == 1 else {
      errno = ETIMEDOUT
      return false
    }
    var error: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(made.number, SOL_SOCKET, SO_ERROR, &error, &length)
    errno = error
    return error == 0
  }

  /// Listens on the host's loopback: on `port`, or on another port if that one is taken.
  static func listen(near port: UInt16) throws(SandboxError) -> (SharedDescriptor, UInt16) {
    for wanted in [port, 0] {
      let number = wisp_stream_socket(0)
      guard number >= 0 else { throw .system("make a socket", errno) }
      let made = SharedDescriptor(number)
      var on: Int32 = 1
      setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
      let isBound =
        IPAddress.loopback[0].withSocketAddress(port: wanted) { bind(number, $0, $1) } == 0
      guard isBound, Foundation.listen(number, 64) == 0 else {
        if wanted != 0, errno == EADDRINUSE || errno == EACCES { continue }
        throw .system("listen on port \(port) of this machine", errno)
      }
      return (made, Self.port(of: number))
    }
    throw .system("listen on port \(port) of this machine", EADDRINUSE)
  }

  private static func port(of number: Int32) -> UInt16 {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &length) }
    }
    return UInt16(bigEndian: address.sin_port)
  }
}
