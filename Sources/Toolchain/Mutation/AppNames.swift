import SwiftSyntax

/// All names that a module declares: types, functions, properties, cases.
final class AppNames: SyntaxVisitor {
  private(set) var names: Set<String> = []

  init(_ files: [SourceFileSyntax]) {
    super.init(viewMode: .sourceAccurate)
    for file in files { walk(file) }
  }

  override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind {
    names.formUnion(declaredNames(in: node))
    if let owner = node.parent?.asProtocol((any NamedDeclSyntax).self) {
      names.insert(plainName(owner.name))
    }
    return .visitChildren
  }

  override func visit(_ node: SourceFileSyntax) -> SyntaxVisitorContinueKind {
    for item in node.statements {
      if let variable = item.item.as(VariableDeclSyntax.self) {
        names.formUnion(patternNames(in: Syntax(variable.bindings)))
      } else if let named = item.item.asProtocol((any NamedDeclSyntax).self) {
        names.insert(plainName(named.name))
      }
    }
    return .visitChildren
  }
}
