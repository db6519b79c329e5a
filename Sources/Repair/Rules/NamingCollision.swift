import Events
import SwiftSyntax
import Workspace

/// Names that are there twice: AppCore's own is taken if a library has one of the same name, and a helper that two
/// test files declare becomes each file's own.
enum NamingCollision {
  static func changes(for errors: [Diagnostic], _ app: AppCode) -> [Change] {
    errors.compactMap { takesOwn($0, app) ?? keepsApart($0, app) }
  }

  /// `import struct AppCore.Tag` beside `import AppCore`: that one goes before those of whole modules.
  private static func takesOwn(_ error: Diagnostic, _ app: AppCode) -> Change? {
    guard
      error.message.contains(" is ambiguous for type lookup")
        || error.message.hasPrefix("ambiguous use of '"),
      let file = app.file(error.file),
      case .identifier(let name)? = file.token(line: error.line, column: error.column)?.tokenKind,
      let whole = file.nodes(ImportDeclSyntax.self).first(where: {
        $0.path.trimmedDescription == AppLayout.coreModule && $0.importKindSpecifier == nil
      })
    else { return nil }
    let kinds = Set(
      app.declarations(of: name, in: AppLayout.core).filter(\.isOutermost).map(\.keyword.text))
    guard kinds.count == 1, let kind = kinds.first else { return nil }
    let line = whole.trimmedDescription.replacing(
      "import \(AppLayout.coreModule)", with: "import \(kind) \(AppLayout.coreModule).\(name)")
    return Change(
      what: "take \(AppLayout.coreModule)'s own \(name)",
      edits: [file.insertion("\n\(line)", at: whole.end)])
  }

  /// `private` on both declarations of a helper at the left margin of two test files.
  private static func keepsApart(_ error: Diagnostic, _ app: AppCode) -> Change? {
    guard error.file?.hasPrefix(AppLayout.tests) == true,
      let name = error.message.firstMatch(of: /^invalid redeclaration of '(\w+)/)?.output.1,
      let other = error.notes.lazy.compactMap({
        $0.firstMatch(of: /^(\S+\.swift):(\d+): .*previously declared here/)?.output
      }).first, other.1.hasPrefix(AppLayout.tests), String(other.1) != error.file
    else { return nil }
    let places = [(error.file, error.line), (String(other.1), Int(other.2))]
    let edits = places.compactMap { path, line -> Edit? in
      guard let line, let file = app.file(path) else { return nil }
      return file.declarations.first {
        $0.name == name && $0.isOutermost && !$0.has(Declaration.access)
          && file.contains($0.keyword, line: line)
      }?.adding("private")
    }
    guard !edits.isEmpty else { return nil }
    return Change(what: "keep each \(name) to its own file", edits: edits)
  }
}

extension CodeFile {
  /// Whether a token is on a line.
  func contains(_ token: TokenSyntax, line: Int) -> Bool {
    guard let from = offset(line: line, column: 1) else { return false }
    let until = offset(line: line + 1, column: 1) ?? Int.max
    return (from..<until).contains(token.start.utf8Offset)
  }
}
