import Foundation
import Synchronization

@testable import Sandbox

/// A server on the host's loopback that answers every connection with the same bytes.
final class LoopbackServer: Sendable {
  let port: UInt16
  private let listener: Descriptor
  private let received = Mutex<[String]>([])

  /// What each connection has sent first.
  var requests: [String] { received.withLock { $0 } }

  init(answer: String) throws {
    (listener, port) = try HostSocket.listen(near: 0)
    let number = listener.number
    Thread.detachNewThread { [weak self] in
      while true {
        let accepted = accept(number, nil, nil)
        guard accepted >= 0 else { return }
        let connection = Descriptor(accepted)
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(accepted, &buffer, buffer.count, 0)
        self?.received.withLock {
          $0.append(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self))
        }
        _ = SocketText.send(answer, to: connection)
      }
    }
  }

  deinit { shutdown(listener.number, Int32(SHUT_RDWR)) }
}
