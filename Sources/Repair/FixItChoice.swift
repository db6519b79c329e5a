import Events
import SwiftSyntax

/// Which of the compiler's fix-its are tried.
///
/// Passed over are those that leave a gap to fill in, turn a compile error into a crash at run time, hide an error,
/// invent a value, or switch a check off. How a missing value or an error is dealt with is for the author to say.
enum FixItChoice {
  /// Changes that each alone should mend an error, in the compiler's order.
  static func changes(for error: Diagnostic, _ app: AppCode) -> [Change] {
    error.fixIts.filter { isTried($0, app) }.map { fixIt in
      let edits = fixIt.edits.map { atEffectPlace($0, app) }
      return Change(what: edits.map { said($0, app) }.joined(separator: " and "), edits: edits)
    }
  }

  private static func isTried(_ fixIt: FixIt, _ app: AppCode) -> Bool {
    fixIt.edits.allSatisfy { edit in
      let text = edit.text.trimmed
      guard !refused.contains(where: edit.text.contains),
        !["!", "?"].contains(text), !text.hasPrefix("??"), !text.hasPrefix("=") || text == "=="
      else { return false }
      let old = app.text(of: edit)
      if text == "let", old == "var" {
        return app.variable(at: edit).map { !app.assigns($0) } ?? true
      }
      if text == "final" { return app.type(at: edit).map { !app.hasSubclass($0) } ?? true }
      return true
    }
  }

  /// The last three spread over an app; rules know how far.
  private static let refused = [
    "<#", "unsafe", "@unchecked", "@preconcurrency", "try!", "try?", "as!", "fatalError",
    "@MainActor", "Sendable", "nonisolated",
  ]

  /// `try` and `await` may not stand to the right of an operator, where the compiler would put them.
  private static func atEffectPlace(_ edit: Edit, _ app: AppCode) -> Edit {
    guard ["try ", "await "].contains(edit.text), edit.start == edit.end,
      let file = app.file(edit.file), let token = file.token(at: edit.start)
    else { return edit }
    return file.insertion(edit.text, at: Effects.place(for: edit.text, of: token))
  }

  /// "insert `try`", "replace `let` with `var`", "remove `()`".
  private static func said(_ edit: Edit, _ app: AppCode) -> String {
    let old = shown(app.text(of: edit) ?? "")
    let new = shown(edit.text)
    if old.isEmpty { return "insert `\(new)`" }
    return new.isEmpty ? "remove `\(old)`" : "replace `\(old)` with `\(new)`"
  }

  private static func shown(_ text: String) -> String {
    let line = text.trimmed.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return line.count > 40 ? line.prefix(40) + "…" : line
  }
}
