package import LLM
import Toolchain

/// What to do next, decided from the session alone.
package enum Decision: Sendable, Equatable {
  case ask(Intent.Stage)
  case stop(StopReason)

  /// Replies in a row that may fail to apply before the session gives up.
  package static let rejectionLimit = 3
  /// Verdicts in a row that may be the same before the session gives up.
  package static let repeatLimit = 3

  /// Decides after a check, a rejected reply, or at the start.
  ///
  /// - Parameters:
  ///   - session: The session so far.
  ///   - elapsed: Wall-clock seconds since it began.
  package init(_ session: Session, elapsed: Double) {
    let limits = session.request.limits
    if session.rounds > 0 || session.request.kind == .resume, session.isVerified {
      self = .stop(.verified)
    } else if elapsed >= limits.seconds {
      self = .stop(.time)
    } else if session.rejections >= Self.rejectionLimit {
      self = .stop(.refused)
    } else if Self.isStuck(session.fingerprints) || session.progress.isGrowing {
      self = .stop(.noProgress)
    } else if session.rounds >= limits.rounds {
      self = .stop(.rounds)
    } else if Self.isSpent(session, limits.budget) {
      self = .stop(.budget)
    } else {
      self = .ask(Self.stage(of: session))
    }
  }

  /// Whether the newest verdicts repeat: the same one three times, or a circle of two gone round twice.
  static func isStuck(_ fingerprints: [String]) -> Bool {
    let last = fingerprints.suffix(repeatLimit)
    if last.count == repeatLimit, Set(last).count == 1 { return true }
    let circle = Array(fingerprints.suffix(4))
    return circle.count == 4 && circle[0] == circle[2] && circle[1] == circle[3]
  }

  private static func isSpent(_ session: Session, _ budget: Limits.Budget?) -> Bool {
    switch budget {
    case nil: false
    case .tokens(let limit): session.usage.input + session.usage.output >= limit
    case .dollars(let limit): (session.costUSD ?? 0) >= limit
    case .seconds(let limit): session.modelSeconds >= limit
    }
  }

  private static func stage(of session: Session) -> Intent.Stage {
    if session.rounds > 0 { return .repair }
    switch session.request.kind {
    case .new: return .write
    case .tweak: return .tweak
    case .resume: return session.manifest == nil ? .write : .repair
    }
  }
}
