package import Events

/// What to do next, decided from the session alone.
package enum Decision: Sendable, Equatable {
  case ask(Stage)
  /// Back to the attempt that came furthest.
  case goBack(Progress.Attempt)
  /// The model for one more try.
  case askStronger
  case stop(StopReason)

  /// Replies in a row that may fail to apply before the session gives up.
  package static let rejectionLimit = 3

  /// Decides after a check, a rejected reply, or at the start.
  ///
  /// - Parameters:
  ///   - session: The session so far.
  ///   - elapsed: Wall-clock seconds since it began.
  package init(_ session: Session, elapsed: Double) {
    let limits = session.request.limits
    if session.spent.rounds > 0 || session.request.kind == .resume, session.isVerified {
      self = .stop(.verified)
    } else if elapsed >= limits.seconds {
      self = .stop(.time)
    } else if session.talk.rejections >= Self.rejectionLimit {
      self = .stop(.refused)
    } else if session.progress.isOver {
      self = Self.wayOut(of: session) ?? .stop(.noProgress)
    } else if session.progress.hasJustGoneBack, session.talk.stronger == .waiting {
      self = .askStronger
    } else if session.spent.rounds >= limits.rounds {
      self = .stop(.rounds)
    } else if Self.isSpent(session, limits.budget) {
      self = .stop(.budget)
    } else {
      self = .ask(Self.stage(of: session))
    }
  }

  /// What is left to a session that stands still: going back, then the model for one more try, each once.
  private static func wayOut(of session: Session) -> Decision? {
    if let best = session.progress.wayBack { return .goBack(best) }
    return session.talk.stronger == .waiting ? .askStronger : nil
  }

  private static func isSpent(_ session: Session, _ budget: Limits.Budget?) -> Bool {
    switch budget {
    case nil: false
    case .tokens(let limit):
      session.spent.calls.usage.input + session.spent.calls.usage.output >= limit
    case .dollars(let limit): (session.spent.calls.costUSD ?? 0) >= limit
    case .seconds(let limit): session.spent.modelSeconds >= limit
    }
  }

  private static func stage(of session: Session) -> Stage {
    if session.spent.rounds > 0 { return .repair }
    switch session.request.kind {
    case .new: return .write
    case .tweak: return .tweak
    case .resume: return session.work.manifest == nil ? .write : .repair
    }
  }
}
