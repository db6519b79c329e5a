import Foundation
import Sandbox
import Synchronization
import WispCore
import Workspace

/// How an app's runs were confined and ended, and what they reached and were refused: a line each in
/// `runs.jsonl`, beside its journal.
final class RunLog: Sendable {
  private let path: String
  private let refusals = Mutex<[String]>([])
  private let terminal: Terminal

  /// Bytes after which the log begins anew; the one before is kept as `runs.old.jsonl`.
  private static let longest = 1 << 20

  private struct Line: Encodable {
    var v = 1
    var at = Date()
    var event: String
    var target: String?
    var reason: String?
    var sent: Int?
    var received: Int?
    var ending: String?
    var code: Int32?
    var limit: String?
    var sandbox: String?
  }

  init(_ app: AppDirectory, terminal: Terminal) {
    path = app.path + "/runs.jsonl"
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
  func sayRefusals() {
    for line in refusals.withLock({ $0 }) { terminal.line(line) }
  }

  /// Notes how a run ended, and says it where that was not the app's own doing; on a terminal also how it
  /// was confined.
  func finish(_ end: CommandEnd, _ confinement: Confinement?) {
    write(
      Line(
        event: "run.finished", ending: end.word, code: end.code, limit: end.limit,
        sandbox: confinement?.description))
    sayRefusals()
    if let message = end.message { terminal.line("wisp: \(message)") }
    if terminal.isInteractive { terminal.confinement(confinement) }
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
