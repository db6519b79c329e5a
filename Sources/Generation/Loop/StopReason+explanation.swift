package import Events

extension StopReason {
  /// One line for people on why the session ended.
  package func explanation(for session: Session) -> String {
    let limits = session.request.limits
    return switch self {
    case .verified: "It builds, its tests and examples pass."
    case .rounds:
      (limits.rounds == 1 ? "1 round was" : "\(limits.rounds) rounds were")
        + " used up and it is not verified."
    case .time: "\(Int(limits.seconds)) seconds were used up."
    case .budget: "The budget of \(limits.budget?.description ?? "") was used up."
    case .noProgress:
      (session.progress.isGrowing
        ? "Each of the last rounds left more problems than the one before. "
        : "The last rounds ended the same way: no progress. ") + session.progress.nextStep
    case .refused:
      session.talk.said == nil
        ? "\(session.talk.rejections) replies in a row could not be applied."
        : "The model answered in words and sent no file, \(session.talk.rejections) times in a row."
    case .disputed: "The model says the accepted contract is wrong."
    case .declined: "You said no to the contract; no code was asked for."
    case .model: "The model could not be used."
    case .failure: "wisp could not go on."
    case .interrupted: "Interrupted."
    }
  }
}
