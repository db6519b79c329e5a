import SwiftSyntax

/// Where `try` and `await` may stand.
enum Effects {
  /// The place for an effect that covers a node: before the first operand of its expression, but after an assignment,
  /// and `await` after `try`.
  static func place(for effect: String, of node: some SyntaxProtocol) -> AbsolutePosition {
    guard let sequence = around(node) else { return whole(of: Syntax(node)).start }
    let parts = Array(sequence.elements)
    let own = parts.lastIndex { $0.position <= node.position } ?? 0
    let assignment = parts[..<own].lastIndex { isAssignment($0) }
    let first = parts[assignment.map { $0 + 1 } ?? 0]
    if effect == "await ", let tried = first.as(TryExprSyntax.self) {
      return tried.expression.start
    }
    return first.start
  }

  /// Whether a `try` covers a node, in its own closure or function.
  static func isTried(_ node: some SyntaxProtocol) -> Bool {
    let place = place(for: "try ", of: node)
    return node.ancestors.prefix { !isBoundary($0) }.contains { ancestor in
      if ancestor.is(TryExprSyntax.self) { return true }
      guard let sequence = ancestor.as(SequenceExprSyntax.self) else { return false }
      return sequence.elements.contains { $0.is(TryExprSyntax.self) && $0.start <= place }
    }
  }

  /// An operator that gives its left side a value: `=`, `+=`, but not `==`.
  static func isAssignment(_ part: ExprSyntax) -> Bool {
    if part.is(AssignmentExprSyntax.self) { return true }
    guard let text = part.as(BinaryOperatorExprSyntax.self)?.operator.text else { return false }
    return text.hasSuffix("=") && !["==", "!=", "<=", ">=", "===", "!==", "~="].contains(text)
  }

  static func isBoundary(_ node: Syntax) -> Bool {
    node.is(ClosureExprSyntax.self) || node.is(CodeBlockSyntax.self)
  }

  /// The innermost expression of operators around a node, in its own closure or argument.
  private static func around(_ node: some SyntaxProtocol) -> SequenceExprSyntax? {
    for ancestor in node.ancestors {
      if let sequence = ancestor.as(SequenceExprSyntax.self) { return sequence }
      if isBoundary(ancestor) || ancestor.is(LabeledExprSyntax.self)
        || ancestor.is(CodeBlockItemSyntax.self)
      {
        return nil
      }
    }
    return nil
  }

  /// The whole chain of members and calls that a node is the start of or a part of.
  private static func whole(of node: Syntax) -> Syntax {
    var node = node
    while let parent = node.parent,
      parent.is(MemberAccessExprSyntax.self) || parent.is(FunctionCallExprSyntax.self)
        || parent.is(DeclReferenceExprSyntax.self) || parent.is(SubscriptCallExprSyntax.self)
        || parent.is(ForceUnwrapExprSyntax.self) || parent.is(PrefixOperatorExprSyntax.self)
        || parent.is(OptionalChainingExprSyntax.self)
    {
      node = parent
    }
    return node
  }
}
