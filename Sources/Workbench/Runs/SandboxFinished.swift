package import Sandbox

/// How a command of `wisp sandbox` ended, as one JSON object: every key is there, null if it has no value.
package struct SandboxFinished: Encodable, Sendable {
  private let v = 1
  private let event = "sandbox.finished"
  package let profile: String
  /// exited, signalled, timed_out, limit or refused.
  package let ending: String
  package private(set) var code: Int32?
  package private(set) var signal: Int32?
  /// Which limit ended it.
  package private(set) var limit: String?
  package private(set) var message: String?
  package private(set) var advice: String?
  package private(set) var level: String?
  package private(set) var confinement: String?
  package private(set) var seconds: Double?
  package private(set) var stdout: String?
  package private(set) var stderr: String?
  package private(set) var cut: Bool?

  /// - Parameters:
  ///   - result: How the command ended.
  ///   - profile: The limits and folders that it got.
  ///   - message: What a person is told of its end; nil: nothing.
  package init(_ result: CommandResult, profile: String, message: String?) {
    let end = CommandEnd(result.ending)
    self.profile = profile
    ending = end.word
    code = end.word == "exited" ? end.code : nil
    signal = end.word == "signalled" ? end.code - 128 : nil
    limit = end.limit
    self.message = message
    level = result.confinement?.level.rawValue
    confinement = result.confinement?.description
    seconds = result.seconds
    if let count = result.reachedProcesses {
      let note = "reached its limit of \(count) processes"
      self.message = message.map { "\($0); \(note)" } ?? note
      limit = limit ?? "processes"
    }
    stdout = String(decoding: result.standardOutput, as: UTF8.self)
    stderr = String(decoding: result.standardError, as: UTF8.self)
    cut = result.isCut
  }

  /// Nothing was run.
  package init(refused error: SandboxError, profile: String) {
    self.profile = profile
    ending = "refused"
    message = error.message
    advice = error.advice
  }

  private enum CodingKeys: String, CodingKey {
    case v, event, profile, ending, code, signal, limit, message, advice, level, confinement
    case seconds, stdout, stderr, cut
  }

  package func encode(to encoder: any Encoder) throws {
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
