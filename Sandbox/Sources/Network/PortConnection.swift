import Foundation

/// One connection from the host's loopback to a port of the confined program.
struct PortConnection {
  let bridge: NetworkBridge
  let inside: UInt16

  /// How long a program may take to listen after it was started, and how often it is tried.
  private static let startSeconds = 5.0
  private static let pauseMicroseconds: UInt32 = 50_000

  func run(_ outer: SharedDescriptor) {
    guard let inner = connect() else { return }
    _ = bridge.holding(inner) {
      var relay = Relay()
      relay.run(inner, outer, idleSeconds: 3600) { _ in bridge.spend(0) }
    }
  }

  private func connect() -> SharedDescriptor? {
    let deadline = ContinuousClock.now + .seconds(Self.startSeconds)
    repeat {
      for address in IPAddress.loopback {
        guard let socket = bridge.innerSocket(version6: address.isVersion6) else { return nil }
        if HostSocket.connect(socket, to: address, port: inside, seconds: 5) { return socket }
      }
      guard bridge.spend(0) else { return nil }
      usleep(Self.pauseMicroseconds)
    } while ContinuousClock.now < deadline
    return nil
  }
}
