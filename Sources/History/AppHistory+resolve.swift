import CGit2

/// Two iterations to compare.
package struct CommitRange: Sendable, Equatable {
  /// The commit before; nil for the empty tree.
  package var from: String?
  /// The commit after.
  package var to: String

  package init(from: String?, to: String) {
    self.from = from
    self.to = to
  }
}

// What a user may type for an iteration:
//
//     HEAD        the current one, also `@`
//     HEAD~n      n before it; HEAD~ is HEAD~1
//     n           the iteration of that number, as the log shows it
//     hex digits  a commit id, or the beginning of one, at least 4 digits
//
// A number is looked for on the current line first, then in what was undone, then in what was
// abandoned, the latest first. Digits that are no iteration's number are tried as a commit id.

extension AppHistory {
  /// The commit that a user's text names.
  ///
  /// - Returns: The full commit id.
  /// - Throws: `GitError` with the reason `badArgument` if it names none, or several.
  package func resolve(_ text: String) throws(GitError) -> String {
    try Repository.open(path, to: "find the iteration \(text.debugDescription)").resolve(text)
      .description
  }

  /// The two commits that a user's `A..B` names; an empty side is the head.
  ///
  /// - Parameter text: `A..B`; `A` alone for what that iteration changed; nil for what the current
  ///   one changed.
  /// - Returns: Full commit ids.
  /// - Throws: `GitError` with the reason `badArgument` if a side names none, or several.
  package func resolve(range text: String?) throws(GitError) -> CommitRange {
    let text = text ?? "HEAD"
    let repository = try Repository.open(path, to: "find the iterations \(text.debugDescription)")
    guard let dots = text.firstRange(of: "..") else {
      let to = try repository.resolve(text)
      return CommitRange(from: try repository.parent(of: to)?.description, to: to.description)
    }
    let (from, to) = (text[..<dots.lowerBound], text[dots.upperBound...])
    return CommitRange(
      from: try repository.resolve(from.isEmpty ? "HEAD" : String(from)).description,
      to: try repository.resolve(to.isEmpty ? "HEAD" : String(to)).description)
  }
}

extension Repository {
  fileprivate func resolve(_ text: String) throws(GitError) -> ObjectID {
    guard let main = try target(of: Reference.main) else {
      throw attempt.error(
        .badArgument, "nothing was recorded yet", advice: "Generate the app first.")
    }
    if let steps = Self.stepsBack(text) {
      let line = try line(from: main)
      guard line.indices.contains(steps) else {
        throw attempt.error(
          .badArgument, "there are only \(line.count - 1) iterations before the current one",
          advice: "See them with `wisp log`.")
      }
      return line[steps]
    }
    if let number = Int(text), "\(number)" == text,
      let found = try commit(numbered: number, before: main)
    {
      return found
    }
    if let found = try commit(startingWith: text) { return found }
    throw attempt.error(
      .badArgument, "no iteration is called that",
      advice: "Give a number or a commit id from `wisp log`, or HEAD~n.")
  }

  /// The n of `HEAD~n`; nil for anything else.
  private static func stepsBack(_ text: String) -> Int? {
    for head in ["HEAD", "@"] where text.hasPrefix(head) {
      let rest = text.dropFirst(head.count)
      if rest.isEmpty { return 0 }
      guard rest.first == "~" else { return nil }
      let digits = rest.dropFirst()
      if digits.isEmpty { return 1 }
      return digits.allSatisfy { $0.isASCII && $0.isNumber } ? Int(digits) ?? .max : nil
    }
    return nil
  }

  private func commit(numbered number: Int, before main: ObjectID) throws(GitError) -> ObjectID? {
    var starts = [main]
    if let tip = try target(of: Reference.tip) { starts.append(tip) }
    starts += try abandoned().sorted { $0.key > $1.key }.map(\.value)
    var seen: Set<ObjectID> = []
    for start in starts {
      for id in try line(from: start) {
        // The rest of this line was looked through as part of another.
        guard seen.insert(id).inserted else { break }
        if try entry(id).number == number { return id }
      }
    }
    return nil
  }

  private func commit(startingWith text: String) throws(GitError) -> ObjectID? {
    let digits = text.lowercased()
    let isHex = digits.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
    }
    guard isHex, (4...Int(GIT_OID_HEXSZ)).contains(digits.utf8.count) else { return nil }
    var oid = git_oid()
    try attempt.check(git_oid_fromstrn(&oid, digits, digits.utf8.count))
    var object: OpaquePointer?
    let status = git_object_lookup_prefix(
      &object, pointer, &oid, digits.utf8.count, GIT_OBJECT_COMMIT)
    guard status != GIT_ENOTFOUND.rawValue else { return nil }
    try attempt.check(status)
    defer { git_object_free(object) }
    return git_object_id(object).map { ObjectID($0.pointee) }
  }
}
