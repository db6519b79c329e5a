import Events
import SwiftSyntax
import Workspace

/// `@MainActor` on functions of App that use the variables of its top-level code, and on those that call them.
///
/// App is one program with one main thread; in AppCore the same would spread to whoever uses it.
enum MissingIsolation {
  static func changes(for errors: [Diagnostic], _ app: AppCode) -> [Change] {
    app.files(in: AppLayout.app).compactMap { file in
      change(for: errors.filter { $0.file == file.path }, in: file, app)
    }
  }

  private static func change(
    for errors: [Diagnostic], in file: CodeFile, _ app: AppCode
  ) -> Change? {
    var names: Set<String> = []
    var edits: [Edit] = []
    for error in errors {
      if error.message.contains("it is nonisolated global shared mutable state"),
        let name = error.message.firstMatch(of: /'(\w+)' is not concurrency-safe/)?.output.1,
        app.assigns(String(name)),
        let variable = file.declarations.first(where: {
          $0.name == name && $0.keyword.text == "var"
        })
      {
        names.insert(String(name))
        edits += isolating(variable)
      }
      for note in error.notes {
        if let name = note.firstMatch(
          of: /add '@MainActor' to make (?:global function|instance method|static method) '(\w+)/)?
          .output.1
        {
          names.insert(String(name))
        }
      }
    }
    guard !names.isEmpty else { return nil }
    let functions = file.declarations.filter { $0.keyword.text == "func" }
    var left = functions
    while let index = left.firstIndex(where: { isAffected($0, by: names) }) {
      let function = left.remove(at: index)
      names.insert(function.name)
      edits += isolating(function)
    }
    return Change(
      what: "keep \(names.sorted().joined(separator: ", ")) on the main actor", edits: edits)
  }

  private static func isAffected(_ function: Declaration, by names: Set<String>) -> Bool {
    names.contains(function.name)
      || function.node.as(FunctionDeclSyntax.self)?.body.map {
        !$0.names.isDisjoint(with: names)
      } == true
  }

  private static func isolating(_ declaration: Declaration) -> [Edit] {
    let attributes =
      declaration.node.as(FunctionDeclSyntax.self)?.attributes
      ?? declaration.node.as(VariableDeclSyntax.self)?.attributes
    guard attributes?.names.contains("MainActor") != true, !declaration.has(["nonisolated"]) else {
      return []
    }
    return [declaration.adding("@MainActor")]
  }
}
