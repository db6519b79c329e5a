extension AppHistory {
  /// Moves the head to the iteration before.
  ///
  /// - Returns: The new head.
  /// - Throws: `GitError` with the reason `atTheEnd` at the first iteration.
  package func undo() throws(GitError) -> String {
    let repository = try Repository.open(path, to: "undo")
    return try repository.attempt.exclusively { () throws(GitError) in
      let main = try repository.target(of: Reference.main)
      guard let main else {
        throw repository.attempt.error(
          .atTheEnd, "nothing was recorded yet", advice: "Generate the app first.")
      }
      guard let before = try repository.parent(of: main) else {
        throw repository.attempt.error(
          .atTheEnd, "the scaffold is the first iteration; nothing is before it",
          advice: "Go forward with redo, or change the app with tweak.")
      }
      _ = try repository.settleTip(main)
      try repository.move(Reference.main, from: main, to: before)
      return before.description
    }
  }

  /// Moves the head one iteration forward again, along the way to the furthest one.
  ///
  /// - Returns: The new head.
  /// - Throws: `GitError` with the reason `atTheEnd` if nothing was undone.
  package func redo() throws(GitError) -> String {
    let repository = try Repository.open(path, to: "redo")
    return try repository.attempt.exclusively { () throws(GitError) in
      let main = try repository.target(of: Reference.main)
      if let main, let tip = try repository.settleTip(main) {
        let way = try repository.line(from: tip)
        if let place = way.firstIndex(of: main), place > 0 {
          try repository.move(Reference.main, from: main, to: way[place - 1])
          return way[place - 1].description
        }
      }
      throw repository.attempt.error(
        .atTheEnd, "nothing was undone, so there is nothing to redo",
        advice: "Change the app with tweak.")
    }
  }
}

extension Repository {
  /// The furthest iteration, after setting right what a crash or a plain `git commit` left behind.
  ///
  /// Afterwards the tip is `main` or a descendant of it. A tip that has nothing to do with `main`
  /// any more is kept as an abandoned one.
  func settleTip(_ main: ObjectID?) throws(GitError) -> ObjectID? {
    guard let main else { return nil }
    let tip = try target(of: Reference.tip)
    if let tip {
      if try isReachable(main, from: tip) { return tip }
      if try !isReachable(tip, from: main) { try abandon(tip) }
    }
    try move(Reference.tip, from: tip, to: main)
    return main
  }

  /// Keeps a tip under the next free number, unless one of the kept ones leads to it already.
  func abandon(_ tip: ObjectID) throws(GitError) {
    let kept = try abandoned()
    for other in kept.values where try isReachable(tip, from: other) { return }
    let next = (kept.keys.max() ?? 0) + 1
    try move(Reference.abandoned + "\(next)", from: nil, to: tip)
  }
}
