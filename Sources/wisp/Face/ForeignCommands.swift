/// Commands that people know from other tools, and what does the same here.
enum ForeignCommands {
  /// The command to type for each word, `…` being where what follows goes; nil if `wisp` has none like it.
  static let table: [String: String?] = Dictionary(
    uniqueKeysWithValues: rows.flatMap { words, instead in
      words.split(separator: " ").map { (String($0), instead) }
    })

  private static let rows: [(words: String, instead: String?)] = [
    ("list dir apps ps status", "wisp ls"),
    ("rm remove delete del erase trash uninstall", "wisp discard …"),
    ("undelete unremove recover", "wisp restore …"),
    ("clean cleanup prune purge", "wisp gc"),
    ("save install pin", "wisp keep --install …"),
    ("export publish", "wisp keep … --to DIR"),
    ("copy cp clone duplicate", "wisp fork …"),
    ("start launch exec execute open serve", "wisp run …"),
    ("build check lint test compile", "wisp verify …"),
    ("edit change modify update upgrade", "wisp tweak … \"CHANGE\""),
    ("continue retry", "wisp resume …"),
    ("revert rollback reset", "wisp undo …"),
    ("history commits", "wisp log …"),
    ("info inspect describe view cat", "wisp show …"),
    ("settings configure", "wisp config"),
    ("costs price prices usage", "wisp cost"),
    ("login auth setup", "wisp doctor"),
    ("completion completions", "wisp --generate-completion-script …"),
    ("man manual", "man wisp"),
    ("commands usages", "wisp help"),
    ("version", "wisp --version"),
    ("init chat ask", "wisp"),
    ("mv", "wisp rename …"),
    ("stop kill logout push pull commit checkout", nil),
  ]
}
