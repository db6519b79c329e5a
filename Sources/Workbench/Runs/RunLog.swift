import Apps
import Foundation
import Sandbox
import Synchronization
import Workspace

/// How an app's runs were confined and ended, and what they reached and were refused: a line each in
/// `runs.jsonl`, beside its journal.
final class RunLog: Sendable {
  struct Refusal: Equatable {
    var target: String
    var reason: String
  }

  private let path: String
  /// What was refused, each once; the first few.
  private let refused = Mutex<[Refusal]>([])
  private static let mostRefusals = 10

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

  init(_ app: AppDirectory) { path = app.path + "/runs.jsonl" }

  var refusals: [Refusal] { refused.withLock(\.self) }

  /// Notes an event; a port that is shown is none of the log's.
  func note(_ event: NetworkEvent) {
    switch event {
    case .published: break
    case .reached(let endpoint, let sent, let received):
      write(
        Line(event: "network.reached", target: "\(endpoint)", sent: sent, received: received))
    case .refused(let target, let reason):
      write(Line(event: "network.refused", target: target.visible, reason: reason.visible))
      let refusal = Refusal(target: target, reason: reason)
      refused.withLock { list in
        if !list.contains(refusal), list.count < Self.mostRefusals { list.append(refusal) }
      }
    case .failed(let endpoint, let reason):
      write(Line(event: "network.failed", target: "\(endpoint)", reason: reason))
    }
  }

  /// Notes how a run ended, and how it was confined.
  func finish(_ end: CommandEnd, _ confinement: Confinement?) {
    write(
      Line(
        event: "run.finished", ending: end.word, code: end.code, limit: end.limit,
        sandbox: confinement?.description))
  }

  private func write(_ line: Line) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    encoder.dateEncodingStrategy = .iso8601
    guard let data = try? encoder.encode(line) else { return }
    refused.withLock { _ in
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
