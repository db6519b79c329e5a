import SwiftSyntax

/// Finds what a test looks at.
///
/// Passed over are expectations of nothing but literals, known issues, issues that are only warnings,
/// inactive `#if`, closures and local functions that nothing calls, and all that stands behind an early
/// `return`.
final class Looks: SyntaxVisitor {
  private(set) var isFound = false
  private let helpers: Set<String>

  static func isFound(in statements: CodeBlockItemListSyntax, helpers: Set<String>) -> Bool {
    let finder = Looks(helpers)
    for statement in statements {
      // Whether a guard's own branch looks is known before its end counts as one.
      finder.walk(statement)
      if finder.isFound { return true }
      if Returns.isFound(in: Syntax(statement)) { return false }
    }
    return false
  }

  private init(_ helpers: Set<String>) {
    self.helpers = helpers
    super.init(viewMode: .sourceAccurate)
  }

  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
    if ["expect", "require"].contains(node.macroName.text) {
      isFound =
        isFound || !node.arguments.allSatisfy { Literals.isAll($0.expression) }
        || node.trailingClosure != nil
    }
    return .visitChildren
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    let called = node.calledExpression.trimmedDescription
    let name =
      node.calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName.text
      ?? node.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text ?? ""
    if name == "withKnownIssue" { return .skipChildren }
    let isRecord =
      called == "Issue.record"
      && !node.arguments.contains {
        $0.label?.text == "severity" && $0.expression.trimmedDescription != ".error"
      }
    isFound = isFound || isRecord || name == "confirmation" || helpers.contains(name)
    return .visitChildren
  }

  override func visit(_ node: IfConfigClauseSyntax) -> SyntaxVisitorContinueKind {
    BuildCondition.isActive(node) == false ? .skipChildren : .visitChildren
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    Mentions.count(of: plainName(node.name), around: Syntax(node)) > 0
      ? .visitChildren : .skipChildren
  }

  override func visit(_ node: PatternBindingSyntax) -> SyntaxVisitorContinueKind {
    guard let closure = node.initializer?.value.as(ClosureExprSyntax.self),
      let name = node.pattern.as(IdentifierPatternSyntax.self)
    else { return .visitChildren }
    return Mentions.count(of: plainName(name.identifier), around: Syntax(closure)) > 0
      ? .visitChildren : .skipChildren
  }

  override func visit(_ node: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
    // `_ = { … }` is called by nobody.
    let elements = Array(node.elements)
    if elements.first?.is(DiscardAssignmentExprSyntax.self) == true,
      elements.last?.is(ClosureExprSyntax.self) == true
    {
      return .skipChildren
    }
    return .visitChildren
  }
}

/// Whether a statement can end its function early.
private final class Returns: SyntaxVisitor {
  private var isFound = false

  static func isFound(in node: Syntax) -> Bool {
    let finder = Returns(viewMode: .sourceAccurate)
    finder.walk(node)
    return finder.isFound
  }

  override func visit(_ node: ReturnStmtSyntax) -> SyntaxVisitorContinueKind {
    isFound = true
    return .skipChildren
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}

/// How often a name is mentioned in the function around a declaration, beyond the declaration itself.
private final class Mentions: SyntaxAnyVisitor {
  private let name: String
  private let declaration: Syntax
  private var found = 0

  private init(_ name: String, _ declaration: Syntax) {
    self.name = name
    self.declaration = declaration
    super.init(viewMode: .sourceAccurate)
  }

  static func count(of name: String, around declaration: Syntax) -> Int {
    var root = declaration
    while let parent = root.parent, !parent.is(MemberBlockSyntax.self) { root = parent }
    let finder = Mentions(name, declaration)
    finder.walk(root)
    return finder.found
  }

  override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
    guard node.id != declaration.id else { return .skipChildren }
    if let reference = node.as(DeclReferenceExprSyntax.self), plainName(reference.baseName) == name
    {
      found += 1
    }
    return .visitChildren
  }
}

/// Whether an expression holds nothing but literals and what joins them.
private final class Literals: SyntaxVisitor {
  private var isOther = false

  static func isAll(_ expression: ExprSyntax) -> Bool {
    let finder = Literals(viewMode: .sourceAccurate)
    finder.walk(expression)
    return !finder.isOther
  }

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    isOther = true
    return .skipChildren
  }
}
