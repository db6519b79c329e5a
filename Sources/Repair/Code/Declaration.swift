import SwiftSyntax

/// Something with a name that a file declares outside of functions.
struct Declaration: Sendable {
  var name: String
  /// The word that begins it: `func`, `struct`, `let`.
  var keyword: TokenSyntax
  var modifiers: DeclModifierListSyntax
  var node: DeclSyntax
  var file: CodeFile

  /// Whether it is at the left margin of its file.
  var isOutermost: Bool { !node.ancestors.contains { $0.is(MemberBlockSyntax.self) } }

  var isPublic: Bool { has(["public", "open"]) }

  /// The insertion of a modifier, in front of all others; an access modifier takes the place of one that is there.
  func adding(_ modifier: String) -> Edit {
    if Self.access.contains(modifier),
      let old = modifiers.first(where: { Self.access.contains($0.name.text) })
    {
      return file.replacement(of: old.start..<old.end, with: modifier)
    }
    return file.insertion("\(modifier) ", at: modifiers.first?.start ?? keyword.start)
  }

  func has(_ wanted: Set<String>) -> Bool { modifiers.contains { wanted.contains($0.name.text) } }

  static let access: Set = ["public", "open", "internal", "package", "private", "fileprivate"]
}

extension CodeFile {
  /// All declarations outside of functions; initialisers are called `init`.
  var declarations: [Declaration] {
    nodes(DeclSyntax.self).flatMap { declarations(of: $0) }
  }

  private func declarations(of node: DeclSyntax) -> [Declaration] {
    guard
      !node.ancestors.contains(where: {
        $0.is(CodeBlockSyntax.self) || $0.is(ClosureExprSyntax.self)
      })
    else { return [] }
    func named(
      _ name: String, _ keyword: TokenSyntax, _ modifiers: DeclModifierListSyntax
    ) -> Declaration {
      Declaration(name: name, keyword: keyword, modifiers: modifiers, node: node, file: self)
    }
    switch node.as(DeclSyntaxEnum.self) {
    case .functionDecl(let it): return [named(it.name.text, it.funcKeyword, it.modifiers)]
    case .structDecl(let it): return [named(it.name.text, it.structKeyword, it.modifiers)]
    case .enumDecl(let it): return [named(it.name.text, it.enumKeyword, it.modifiers)]
    case .classDecl(let it): return [named(it.name.text, it.classKeyword, it.modifiers)]
    case .actorDecl(let it): return [named(it.name.text, it.actorKeyword, it.modifiers)]
    case .protocolDecl(let it): return [named(it.name.text, it.protocolKeyword, it.modifiers)]
    case .typeAliasDecl(let it): return [named(it.name.text, it.typealiasKeyword, it.modifiers)]
    case .initializerDecl(let it): return [named("init", it.initKeyword, it.modifiers)]
    case .variableDecl(let it):
      return it.bindings.compactMap { binding in
        binding.pattern.as(IdentifierPatternSyntax.self).map {
          named($0.identifier.text, it.bindingSpecifier, it.modifiers)
        }
      }
    default: return []
    }
  }
}

extension AppCode {
  /// The declarations of a name in a folder.
  func declarations(of name: String, in folder: String) -> [Declaration] {
    files(in: folder).flatMap(\.declarations).filter { $0.name == name }
  }
}
