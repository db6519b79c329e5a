import Events
import SwiftSyntax

/// `Sendable` on the app's own types that are values or never change, and on the types that they are made of;
/// `let` in a class that says it is `Sendable`.
enum MissingSendable {
  static func changes(for errors: [Diagnostic], _ app: AppCode) -> [Change] {
    errors.flatMap { error in
      ([error.message] + error.notes).compactMap { type(in: $0) }.compactMap { name in
        var spread = SendableSpread(app)
        guard spread.make(name), !spread.edits.isEmpty else { return nil }
        return Change(what: "make \(name) Sendable", edits: spread.edits)
      } + [constant(error, app)].compactMap { $0 }
    }
  }

  private static func type(in text: String) -> String? {
    let found =
      text.firstMatch(of: /consider making (?:struct|enum|class) '(\w+)' conform to/)?.output.1
      ?? text.firstMatch(
        of: /(?:class|protocol|struct|enum) '(\w+)' does not conform to the 'Sendable'/)?.output.1
      ?? text.firstMatch(
        of: /'Sendable'-conforming (?:struct|enum|class) '(\w+)' has non-Sendable type/)?.output.1
    return found.map(String.init)
  }

  private static func constant(_ error: Diagnostic, _ app: AppCode) -> Change? {
    guard
      let name = error.message.firstMatch(
        of: /^stored property '(\w+)' of 'Sendable'-conforming class '\w+' is mutable/)?.output.1,
      !app.assigns(String(name)), let file = app.file(error.file),
      let variable = file.token(line: error.line, column: error.column)?
        .enclosing(VariableDeclSyntax.self), variable.bindingSpecifier.text == "var",
      variable.bindings.allSatisfy({ $0.accessorBlock == nil })
    else { return nil }
    let keyword = variable.bindingSpecifier
    return Change(
      what: "make \(name) a constant",
      edits: [file.replacement(of: keyword.start..<keyword.end, with: "let")])
  }
}
