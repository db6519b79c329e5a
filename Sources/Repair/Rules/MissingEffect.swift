import Events
import SwiftSyntax
import Workspace

/// `try`, `await`, `throws` and `async` in tests, where the compiler has no fix-it: in what macros expand to, and in
/// functions that do not throw.
enum MissingEffect {
  static func changes(for errors: [Diagnostic], _ app: AppCode) -> [Change] {
    errors.compactMap { error in
      guard let file = app.file(error.file), file.path.hasPrefix(AppLayout.tests),
        let token = file.token(line: error.line, column: error.column),
        let effect = Effect(error.message)
      else { return nil }
      var mend = EffectMend(file: file, throwing: app.throwingFunctions)
      if let macro = token.enclosing(MacroExpansionExprSyntax.self), macro.pound.id == token.id {
        mend.cover(macro, with: effect)
      } else if effect != .awaited {
        if effect == .tried { mend.insertTry(before: token) }
        mend.letThrow(around: token)
      }
      guard !mend.edits.isEmpty else { return nil }
      let separator = mend.added.count == 2 ? " and " : ", "
      return Change(what: "add \(mend.added.joined(separator: separator))", edits: mend.edits)
    }
  }

  enum Effect {
    /// A call has no `try`.
    case tried
    /// A call has its `try`, and whatever is around it does not throw.
    case thrown
    case awaited

    init?(_ message: String) {
      if message.firstMatch(of: /^call can throw,? but (?:it )?is not marked with 'try'/) != nil {
        self = .tried
      } else if message.hasPrefix("errors thrown from here are not handled") {
        self = .thrown
      } else if message.hasPrefix("expression is 'async' but is not marked with 'await'")
        || message.hasPrefix("'async' call in a function that does not support concurrency")
        || message.firstMatch(of: /actor-isolated .* cannot be (accessed|called) from outside/)
          != nil
      {
        self = .awaited
      } else {
        return nil
      }
    }
  }
}

extension AppCode {
  /// The names of the app's functions that may throw.
  fileprivate var throwingFunctions: Set<String> {
    Set(
      files.flatMap { $0.nodes(FunctionDeclSyntax.self) }
        .filter { $0.signature.effectSpecifiers?.throwsClause != nil }.map(\.name.text))
  }
}
