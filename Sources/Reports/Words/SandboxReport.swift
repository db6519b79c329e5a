import Foundation
import Sandbox
import Terminal
import Workbench

/// How a command of `wisp sandbox` ended, as lines or as one JSON object.
struct SandboxReport {
  var terminal: Terminal
  var json: Bool
  var profile: String

  private struct Object: Encodable {
    var v = 1
    var event = "sandbox.finished"
    var profile: String
    /// exited, signalled, timed_out, limit or refused.
    var ending: String
    var code: Int32?
    var signal: Int32?
    /// Which limit ended it.
    var limit: String?
    var message: String?
    var advice: String?
    var level: String?
    var confinement: String?
    var seconds: Double?
    var stdout: String?
    var stderr: String?
    var cut: Bool?

    enum CodingKeys: String, CodingKey {
      case v, event, profile, ending, code, signal, limit, message, advice, level, confinement
      case seconds, stdout, stderr, cut
    }

    /// Every key is there, null where it has no value.
    func encode(to encoder: any Encoder) throws {
      var keys = encoder.container(keyedBy: CodingKeys.self)
      try keys.encode(v, forKey: .v)
      try keys.encode(event, forKey: .event)
      try keys.encode(profile, forKey: .profile)
      try keys.encode(ending, forKey: .ending)
      try keys.encode(code, forKey: .code)
      try keys.encode(signal, forKey: .signal)
      try keys.encode(limit, forKey: .limit)
      try keys.encode(message, forKey: .message)
      try keys.encode(advice, forKey: .advice)
      try keys.encode(level, forKey: .level)
      try keys.encode(confinement, forKey: .confinement)
      try keys.encode(seconds, forKey: .seconds)
      try keys.encode(stdout, forKey: .stdout)
      try keys.encode(stderr, forKey: .stderr)
      try keys.encode(cut, forKey: .cut)
    }
  }

  /// Says how it ended and how it was confined; returns the exit code.
  func finish(_ result: CommandResult) throws -> Int32 {
    let end = CommandEnd(
      result.ending)
    var object = Object(profile: profile, ending: end.word)
    object.code = end.word == "exited" ? end.code : nil
    object.signal = end.word == "signalled" ? end.code - 128 : nil
    object.limit = end.limit
    object.message = end.message(.init(time: "--timeout SECONDS", output: "--max-output MB"))
    object.level = result.confinement?.level.rawValue
    object.confinement = result.confinement?.description
    object.seconds = result.seconds
    if let count = result.reachedProcesses {
      let note = "reached its limit of \(count) processes"
      object.message = object.message.map { "\($0); \(note)" } ?? note
      object.limit = object.limit ?? "processes"
    }
    guard !json else {
      object.stdout = String(decoding: result.standardOutput, as: UTF8.self)
      object.stderr = String(decoding: result.standardError, as: UTF8.self)
      object.cut = result.isCut
      try Output.json(object)
      return end.code
    }
    if let message = object.message { terminal.line("wisp: \(message)") }
    terminal.confinement(result.confinement)
    return end.code
  }

  /// Says that nothing was run; the exit code is the error's own.
  func refuse(_ error: SandboxError) throws {
    guard json else { return }
    var object = Object(profile: profile, ending: "refused")
    object.message = error.message
    object.advice = error.advice
    try Output.json(object)
  }
}

extension Terminal {
  /// Says in one line how something was confined.
  func confinement(_ confinement: Confinement?) {
    guard let confinement else { return }
    line(styled("sandbox: \(confinement)", .dim))
  }
}
