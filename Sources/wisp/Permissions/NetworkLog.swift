import Foundation
import Sandbox
import Synchronization
import WispCore
import Workspace

/// What an app has reached and was refused: a line each in `network.jsonl`, beside its journal.
final class NetworkLog: Sendable {
  private let path: String
  private let refusals = Mutex<[String]>([])
  private let terminal: Terminal

  /// Bytes after which the log begins anew; the one before is kept as `network.old.jsonl`.
  private static let longest = 1 << 20

  private struct Line: Encodable {
    var v = 1
    var at = Date()
    var event: String
    var target: String
    var reason: String?
    var sent: Int?
    var received: Int?
  }

  init(_ app: AppDirectory, terminal: Terminal) {
    path = app.path + "/network.jsonl"
    self.terminal = terminal
  }

  /// Notes an event; where a port is shown is said at once.
  func note(_ event: NetworkEvent) {
    switch event {
    case .published(let inside, let outside):
      terminal.line(
        "wisp: open http://127.0.0.1:\(outside)/"
          + (inside == outside ? "" : "   (\(inside) is taken on this machine)"))
    case .reached(let endpoint, let sent, let received):
      write(
        Line(event: "network.reached", target: "\(endpoint)", sent: sent, received: received))
    case .refused(let target, let reason):
      write(Line(event: "network.refused", target: target.visible, reason: reason.visible))
      refusals.withLock { list in
        let text = "wisp: refused \(printable(target)): \(printable(reason))"
        if !list.contains(text), list.count < 10 { list.append(text) }
      }
    case .failed(let endpoint, let reason):
      write(Line(event: "network.failed", target: "\(endpoint)", reason: reason))
    }
  }

  /// Says what was refused, each once.
  func finish() {
    for line in refusals.withLock({ $0 }) { terminal.line(line) }
  }

  private func write(_ line: Line) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    encoder.dateEncodingStrategy = .iso8601
    guard let data = try? encoder.encode(line) else { return }
    refusals.withLock { _ in
      var status = stat()
      if stat(path, &status) == 0, Int(status.st_size) > Self.longest {
        rename(path, path.replacing(".jsonl", with: ".old.jsonl"))
      }
      let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { return }
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try? handle.write(contentsOf: data + [0x0A])
    }
  }
}
