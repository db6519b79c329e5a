import SwiftSyntax

/// Looks a name up in the declarations around a place, from the inside outwards.
///
/// Declarations of the module itself do not count: beside them an imported function of the same name
/// can still be meant.
enum LexicalScope {
  /// Whether a local, a parameter or a member around `node` is called `name`.
  static func declares(_ name: String, around node: Syntax, _ types: OwnTypes) -> Bool {
    var inner = node
    while let here = inner.parent {
      if names(of: here, seenFrom: inner, types).contains(name) { return true }
      inner = here
    }
    return false
  }

  /// The names that a piece of syntax declares for one of its children.
  private static func names(
    of node: Syntax, seenFrom child: Syntax, _ types: OwnTypes
  ) -> Set<String> {
    if let list = node.as(CodeBlockItemListSyntax.self) {
      return list.parent?.is(SourceFileSyntax.self) == true ? [] : locals(of: list)
    }
    if let block = node.as(MemberBlockSyntax.self) {
      guard let group = block.parent?.as(ExtensionDeclSyntax.self) else {
        let name = (block.parent?.asProtocol((any NamedDeclSyntax).self)).map { plainName($0.name) }
        return declaredNames(in: block).union(name.flatMap { types.members[$0] } ?? [])
      }
      return types.members[lastName(of: group.extendedType)] ?? []
    }
    if let function = node.as(FunctionDeclSyntax.self) {
      return parameters(function.signature.parameterClause)
    }
    if let initialiser = node.as(InitializerDeclSyntax.self) {
      return parameters(initialiser.signature.parameterClause)
    }
    if let subscripting = node.as(SubscriptDeclSyntax.self) {
      return parameters(subscripting.parameterClause)
    }
    if let closure = node.as(ClosureExprSyntax.self) { return parameters(of: closure) }
    return headerNames(of: node, seenFrom: child)
  }

  private static func headerNames(of node: Syntax, seenFrom child: Syntax) -> Set<String> {
    if let branch = node.as(IfExprSyntax.self), child.id == branch.body.id {
      return patternNames(in: Syntax(branch.conditions))
    }
    if let loop = node.as(WhileStmtSyntax.self), child.id == loop.body.id {
      return patternNames(in: Syntax(loop.conditions))
    }
    if let loop = node.as(ForStmtSyntax.self), child.id == loop.body.id {
      return patternNames(in: Syntax(loop.pattern))
    }
    if let branch = node.as(SwitchCaseSyntax.self), child.id == branch.statements.id {
      return patternNames(in: Syntax(branch.label))
    }
    if let clause = node.as(CatchClauseSyntax.self), child.id == clause.body.id {
      return patternNames(in: Syntax(clause.catchItems))
    }
    return []
  }

  private static func locals(of list: CodeBlockItemListSyntax) -> Set<String> {
    var names: Set<String> = []
    for item in list {
      let syntax = Syntax(item.item)
      if let variable = syntax.as(VariableDeclSyntax.self) {
        for binding in variable.bindings {
          names.formUnion(patternNames(in: Syntax(binding.pattern)))
        }
      } else if let function = syntax.as(FunctionDeclSyntax.self) {
        names.insert(plainName(function.name))
      } else if let guarded = syntax.as(GuardStmtSyntax.self) {
        names.formUnion(patternNames(in: Syntax(guarded.conditions)))
      }
    }
    return names
  }

  private static func parameters(_ clause: FunctionParameterClauseSyntax) -> Set<String> {
    Set(clause.parameters.map { plainName($0.secondName ?? $0.firstName) })
  }

  private static func parameters(of closure: ClosureExprSyntax) -> Set<String> {
    var names = Set(closure.signature?.capture?.items.map { plainName($0.name) } ?? [])
    switch closure.signature?.parameterClause {
    case .simpleInput(let list)?: names.formUnion(list.map { plainName($0.name) })
    case .parameterClause(let clause)?:
      names.formUnion(clause.parameters.map { plainName($0.secondName ?? $0.firstName) })
    case nil: break
    }
    return names
  }
}

/// The names that patterns bind anywhere in a piece of syntax.
func patternNames(in node: Syntax) -> Set<String> {
  let finder = PatternNames(viewMode: .sourceAccurate)
  finder.walk(node)
  return finder.names
}

private final class PatternNames: SyntaxVisitor {
  var names: Set<String> = []

  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    names.insert(plainName(node.identifier))
    return .visitChildren
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
