import Foundation
import Synchronization

@testable import Sandbox

/// A server on the host's loopback that answers every connection with the same bytes.
final class LoopbackServer: Sendable {
  let port: UInt16
  private let listener: SharedDescriptor
  private let received = Mutex<[String]>([])

  /// What each connection has sent: first, or in all if it is read to its end.
  var requests: [String] { received.withLock { $0 } }

  init(answer: String, readsToEnd: Bool = false) throws {
    (listener, port) = try HostSocket.listen(near: 0)
    let number = listener.number
    Thread.detachNewThread { [weak self] in
      while true {
        let accepted = accept(number, nil, nil)
        guard accepted >= 0 else { return }
        let connection = SharedDescriptor(accepted)
        var buffer = [UInt8](repeating: 0, count: 4096)
        var bytes: [UInt8] = []
        repeat {
          let count = recv(accepted, &buffer, buffer.count, 0)
          guard count > 0 else { break }
          bytes += buffer[..<count]
        } while readsToEnd
        let text = String(decoding: bytes, as: UTF8.self)
        self?.received.withLock { $0.append(text) }
        _ = SocketText.send(answer, to: connection)
      }
    }
  }

  deinit { shutdown(listener.number, Int32(SHUT_RDWR)) }
}
