extension AppHistory {
  /// Makes a second history that ends with one of this one's iterations, with all before it and
  /// their notes.
  ///
  /// - Parameters:
  ///   - commit: A full commit id.
  ///   - path: The new git directory; must not exist.
  /// - Returns: The new history.
  /// - Throws: `GitError`.
  package func fork(at commit: String, to path: String) throws(GitError) -> AppHistory {
    let source = try Repository.open(self.path, to: "fork the app")
    let head = try source.commitID(commit)
    let made = try Repository.create(path, bare: true, to: "fork the app")
    try source.attempt.undisturbed { () throws(GitError) in try made.copy(from: source, at: head) }
    try made.move(Reference.main, from: nil, to: head)
    try made.move(Reference.tip, from: nil, to: head)
    let fork = AppHistory(at: path)
    for entry in try fork.log() {
      for namespace in NoteNamespace.allCases {
        guard let note = try note(of: entry.id, namespace: namespace) else { continue }
        try fork.addNote(note, to: entry.id, namespace: namespace, at: entry.date)
      }
    }
    return fork
  }
}
