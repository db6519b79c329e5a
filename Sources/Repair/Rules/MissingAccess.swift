import Events
import SwiftSyntax
import Workspace

/// `public` on what App uses of AppCore and the author forgot to open, and on types that public functions mention.
enum MissingAccess {
  static func changes(for errors: [Diagnostic], _ app: AppCode) -> [Change] {
    errors.compactMap { error in
      guard let file = error.file else { return nil }
      if file.hasPrefix(AppLayout.app) {
        return inaccessible(error, app) ?? unknown(error, in: file, app)
      }
      return file.hasPrefix(AppLayout.core) ? mentioned(error, app) : nil
    }
  }

  private static func inaccessible(_ error: Diagnostic, _ app: AppCode) -> Change? {
    if let name = error.message.firstMatch(
      of: /^'(\w+)' is inaccessible due to 'internal' protection level/)?.output.1
    {
      return opening(app.declarations(of: String(name), in: core))
    }
    guard
      let type = error.message.firstMatch(
        of: /^'(\w+)' initializer is inaccessible due to 'internal' protection level/)?.output.1,
      let owner = only(app.declarations(of: String(type), in: core))
    else { return nil }
    let initializers = owner.file.declarations.filter {
      $0.name == "init" && $0.node.enclosingDeclaration?.id == owner.node.id
    }
    return initializers.isEmpty
      ? MemberwiseInitializer.change(of: owner)
      : opening(initializers, what: "make the initializer of \(type) public")
  }

  /// A function or type at the margin of AppCore that is not public is simply not found.
  private static func unknown(_ error: Diagnostic, in file: String, _ app: AppCode) -> Change? {
    guard
      let name = error.message.firstMatch(of: /^cannot find (?:type )?'(\w+)' in scope/)?.output.1,
      app.file(file)?.imported.contains(AppLayout.coreModule) == true
    else { return nil }
    return opening(app.declarations(of: String(name), in: core).filter(\.isOutermost))
  }

  /// "function cannot be declared public because its result uses an internal type".
  private static func mentioned(_ error: Diagnostic, _ app: AppCode) -> Change? {
    guard
      error.message.firstMatch(of: /cannot be declared public because .* uses an internal type/)
        != nil
    else { return nil }
    let note = error.notes.lazy.compactMap {
      $0.firstMatch(of: /^(?:(\S+\.swift):(\d+): )?type declared here/)?.output
    }.first
    guard let note, let file = app.file(note.1.map(String.init) ?? error.file),
      let token = file.firstToken(line: note.2.flatMap { Int($0) } ?? error.line ?? 0),
      let declaration = file.declarations.first(where: {
        $0.node.start <= token.position && token.position < $0.node.end
          || $0.node.start == token.start
      })
    else { return nil }
    return opening([declaration])
  }

  /// `public` for the only declaration; nil if there are several or it is public.
  private static func opening(_ found: [Declaration], what: String? = nil) -> Change? {
    guard let declaration = only(found), !declaration.isPublic,
      !declaration.has(["private", "fileprivate"])
    else { return nil }
    return Change(
      what: what ?? "make \(declaration.name) public", edits: [declaration.adding("public")])
  }

  private static func only(_ found: [Declaration]) -> Declaration? {
    found.count == 1 ? found[0] : nil
  }

  private static let core = AppLayout.core
}

extension SyntaxProtocol {
  /// The type or extension that a member is declared in.
  var enclosingDeclaration: DeclSyntax? {
    enclosing(MemberBlockSyntax.self)?.parent?.as(DeclSyntax.self)
  }
}
