import Events
import SwiftSyntax

/// C's `stdout`, `stderr` and `stdin`: variables that nobody changes, and that Swift 6 refuses for being such.
///
/// `@preconcurrency` on C's module says so, for this file and for nothing of Swift's.
enum StandardStreams {
  static func changes(for errors: [Diagnostic], _ app: AppCode) -> [Change] {
    errors.compactMap { error in
      guard
        let name = error.message.firstMatch(
          of: /^reference to var '(stdout|stderr|stdin)' is not concurrency-safe/)?.output.1,
        let file = app.file(error.file), !file.imported.isEmpty
      else { return nil }
      let glibc = file.nodes(ImportDeclSyntax.self).first {
        $0.path.trimmedDescription == "Glibc"
      }
      let edit: Edit
      if let glibc {
        guard glibc.attributes.isEmpty else { return nil }
        edit = file.insertion("@preconcurrency ", at: glibc.start)
      } else {
        edit = file.importing(["@preconcurrency import Glibc"])
      }
      return Change(what: "take C's \(name) for the constant that it is", edits: [edit])
    }
  }
}
