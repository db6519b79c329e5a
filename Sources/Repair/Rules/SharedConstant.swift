import Events
import SwiftSyntax

/// Shared values that Swift 6 refuses although nothing changes them: a computed property for a value that may be made
/// anew each time, `@Sendable` for functions in a table.
enum SharedConstant {
  static func changes(for errors: [Diagnostic], _ app: AppCode) -> [Change] {
    errors.compactMap { error in
      guard
        let found = error.message.firstMatch(
          of:
            /'(\w+)' is not concurrency-safe because non-'Sendable' type '([^']+)'(?: \(aka '([^']+)'\))?/
        )?
        .output,
        let file = app.file(error.file),
        let variable = file.token(line: error.line, column: error.column)?
          .enclosing(VariableDeclSyntax.self), variable.bindings.count == 1,
        let binding = variable.bindings.first
      else { return nil }
      let name = String(found.1)
      if error.notes.contains(where: { $0.contains("must be marked '@Sendable'") }) {
        let edits = binding.typeAnnotation.map { FunctionTypes.marks($0.type, in: file) } ?? []
        return edits.isEmpty
          ? nil : Change(what: "mark the functions in \(name) as @Sendable", edits: edits)
      }
      let type = String(found.3 ?? found.2)
      guard freshTypes.contains(where: type.hasPrefix),
        let edits = computing(variable, binding, of: type, in: file)
      else { return nil }
      return Change(what: "compute \(name) where it is used", edits: edits)
    }
  }

  /// Types whose values may be made anew for each use without anybody noticing.
  private static let freshTypes = ["Regex<", "ISO8601DateFormatter", "KeyPath<"]

  /// `static let a = /b/` becomes `static var a: Regex<Substring> { /b/ }`.
  private static func computing(
    _ variable: VariableDeclSyntax, _ binding: PatternBindingSyntax, of type: String,
    in file: CodeFile
  ) -> [Edit]? {
    guard variable.bindingSpecifier.text == "let", binding.accessorBlock == nil,
      let value = binding.initializer?.value
    else { return nil }
    let head = binding.typeAnnotation == nil ? ": \(type)" : ""
    let before = binding.typeAnnotation?.end ?? binding.pattern.end
    let indent = file.indent(of: variable)
    let isShort =
      !value.trimmedDescription.contains("\n")
      && value.firstToken(viewMode: .sourceAccurate)?.tokenKind != .leftBrace
    return [
      file.replacement(
        of: variable.bindingSpecifier.start..<variable.bindingSpecifier.end, with: "var"),
      file.replacement(
        of: before..<value.start,
        with: isShort ? "\(head) { " : "\(head) {\n\(indent)  return "),
      file.insertion(isShort ? " }" : "\n\(indent)}", at: value.end),
    ]
  }
}

/// `@Sendable` in front of function types.
enum FunctionTypes {
  /// Marks the function types of a type, but for those inside of other functions.
  static func marks(_ type: TypeSyntax, in file: CodeFile) -> [Edit] {
    type.nodes(FunctionTypeSyntax.self).filter { function in
      let around = function.ancestors.prefix { $0.id != type.parent?.id }
      return !around.contains { $0.is(FunctionTypeSyntax.self) }
        && function.parent?.as(AttributedTypeSyntax.self)?.trimmedDescription.contains("@Sendable")
          != true
    }.map { function in
      let owner = function.parent?.as(AttributedTypeSyntax.self).map { $0.start } ?? function.start
      let escaping = function.parent?.as(AttributedTypeSyntax.self) != nil
      return file.insertion("@Sendable ", at: escaping ? function.start : owner)
    }
  }
}
