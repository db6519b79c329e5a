import SwiftSyntax

/// Conditions of `#if`, as far as a debug build on this system decides them.
enum BuildCondition {
  /// Whether a clause is compiled; nil if that cannot be told.
  static func isActive(_ clause: IfConfigClauseSyntax) -> Bool? {
    guard let list = clause.parent?.as(IfConfigClauseListSyntax.self) else { return nil }
    for other in list {
      guard let condition = other.condition else { return other.id == clause.id }
      switch value(of: condition) {
      case true: return other.id == clause.id
      case false: if other.id == clause.id { return false }
      case nil: return nil
      }
    }
    return nil
  }

  /// Whether a declaration is compiled here for certain.
  static func isCertain(_ node: Syntax) -> Bool {
    var ancestor = node.parent
    while let here = ancestor {
      if let clause = here.as(IfConfigClauseSyntax.self), isActive(clause) != true { return false }
      ancestor = here.parent
    }
    return true
  }

  private static func value(of expression: ExprSyntax) -> Bool? {
    if let literal = expression.as(BooleanLiteralExprSyntax.self) {
      return literal.literal.tokenKind == .keyword(.true)
    }
    if let flag = expression.as(DeclReferenceExprSyntax.self) {
      return ["DEBUG", "SWIFT_PACKAGE"].contains(plainName(flag.baseName))
    }
    if let tuple = expression.as(TupleExprSyntax.self), tuple.elements.count == 1 {
      return tuple.elements.first.flatMap { value(of: $0.expression) }
    }
    if let not = expression.as(PrefixOperatorExprSyntax.self), not.operator.text == "!" {
      return value(of: not.expression).map { !$0 }
    }
    if let call = expression.as(FunctionCallExprSyntax.self) { return value(of: call) }
    if let sequence = expression.as(SequenceExprSyntax.self) { return value(of: sequence) }
    return nil
  }

  private static func value(of call: FunctionCallExprSyntax) -> Bool? {
    guard call.calledExpression.trimmedDescription == "os",
      let name = call.arguments.first?.expression.trimmedDescription
    else { return nil }
    #if os(Linux)
    return name == "Linux"
    #else
    return name == "macOS" || name == "OSX"
    #endif
  }

  /// "a && b && c" or "a || b"; nil for a mixture.
  private static func value(of sequence: SequenceExprSyntax) -> Bool? {
    var operands: [Bool?] = []
    var operators: Set<String> = []
    for element in sequence.elements {
      if let between = element.as(BinaryOperatorExprSyntax.self) {
        operators.insert(between.operator.text)
      } else {
        operands.append(value(of: element))
      }
    }
    switch operators {
    case ["&&"]: return operands.contains(false) ? false : operands.contains(nil) ? nil : true
    case ["||"]: return operands.contains(true) ? true : operands.contains(nil) ? nil : false
    default: return nil
    }
  }
}
