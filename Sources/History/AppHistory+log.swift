import CGit2
import Foundation

extension AppHistory {
  /// Every iteration from the head back to the scaffold, newest first.
  package func log() throws(GitError) -> [HistoryEntry] {
    let repository = try Repository.open(path, to: "read the log")
    guard let main = try repository.target(of: Reference.main) else { return [] }
    return try repository.attempt.undisturbed { () throws(GitError) in
      try repository.entries(repository.line(from: main))
    }
  }
}

extension Repository {
  /// What the commits say, in the order given.
  func entries(_ commits: [ObjectID]) throws(GitError) -> [HistoryEntry] {
    var entries: [HistoryEntry] = []
    for commit in commits { entries.append(try entry(commit)) }
    return entries
  }

  /// What one commit says.
  func entry(_ id: ObjectID) throws(GitError) -> HistoryEntry {
    let commit = try commit(id)
    let text = git_commit_message(commit.pointer).map { String(cString: $0) } ?? ""
    let message = CommitMessage(parsing: text)
    let verdict = message["Wisp-Verdict"]
    return HistoryEntry(
      id: id.description,
      date: Date(timeIntervalSince1970: Double(git_commit_time(commit.pointer))),
      subject: message.subject, body: message.body,
      number: message["Wisp-Iteration"].flatMap { Int($0) },
      kind: message["Wisp-Kind"].flatMap { IterationKind(rawValue: $0) },
      model: message["Wisp-Model"] ?? "",
      verdict: verdict == "none" ? nil : verdict,
      tokens: message["Wisp-Tokens"].flatMap { Int($0) } ?? 0,
      seconds: message["Wisp-Seconds"].flatMap { Double($0) } ?? 0)
  }
}
