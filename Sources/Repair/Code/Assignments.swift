import SwiftSyntax

extension AppCode {
  /// Whether anything changes a variable: assigned, passed with `&`, or changed by a method of the standard library.
  ///
  /// By name alone: another variable of that name counts as well.
  func assigns(_ name: String) -> Bool { own.contains { $0.assigns(name) } }
}

extension CodeFile {
  fileprivate func assigns(_ name: String) -> Bool {
    nodes(SequenceExprSyntax.self).contains { sequence in
      let parts = Array(sequence.elements)
      return parts.indices.dropFirst().contains { index in
        Effects.isAssignment(parts[index]) && parts[index - 1].names.contains(name)
      }
    }
      || nodes(InOutExprSyntax.self).contains { $0.expression.names.contains(name) }
      || nodes(FunctionCallExprSyntax.self).contains { call in
        guard let called = call.calledExpression.as(MemberAccessExprSyntax.self),
          let base = called.base, base.names.contains(name)
        else { return false }
        let method = called.declName.baseName.text
        return Self.changing.contains(method)
          || Self.changingPrefixes.contains(where: method.hasPrefix)
      }
  }

  /// Methods of the standard library that change what they are called on.
  private static let changing: Set = [
    "append", "insert", "sort", "reverse", "shuffle", "merge", "subtract", "toggle", "popFirst",
    "popLast", "swapAt", "negate", "next",
  ]
  private static let changingPrefixes = ["remove", "form", "update"]
}
