import SwiftSyntax

/// The edits that give a test its `try`, `await`, `throws` and `async`.
struct EffectMend {
  let file: CodeFile
  let throwing: Set<String>
  private(set) var edits: [Edit] = []
  /// What was added, each once: "try".
  private(set) var added: [String] = []

  init(file: CodeFile, throwing: Set<String>) {
    self.file = file
    self.throwing = throwing
  }

  /// Mends an expectation whose argument throws or waits.
  mutating func cover(_ macro: MacroExpansionExprSyntax, with effect: MissingEffect.Effect) {
    switch effect {
    case .tried:
      if macro.macroName.text == "require", !Effects.isTried(macro) {
        insertTry(before: macro)
        letThrow(around: macro)
      } else if macro.arguments.first?.label?.text == "throws" {
        tryCalls(in: macro, orFirst: true)
      } else if let argument = macro.arguments.first?.expression {
        tryCalls(in: argument, orFirst: false)
        if !argument.startsWithTry { insert("try ", at: argument.start) }
        letThrow(around: macro)
      }
    case .thrown:
      if let closure = macro.enclosingClosure, let argument = macro.arguments.first {
        hoist(argument, of: macro, in: closure)
      }
      letThrow(around: macro)
    case .awaited:
      guard let argument = macro.arguments.first?.expression else { return }
      if let place = argument.placeOfAwait { insert("await ", at: place) }
      if let function = macro.enclosing(FunctionDeclSyntax.self), macro.enclosingClosure == nil {
        wait(function)
      }
    }
  }

  mutating func insertTry(before node: some SyntaxProtocol) {
    guard !Effects.isTried(node) else { return }
    insert("try ", at: Effects.place(for: "try ", of: node))
  }

  /// Lets all that is around a node throw: `try` for the calls of closures that it is in, `throws` for the function.
  mutating func letThrow(around node: some SyntaxProtocol) {
    for ancestor in node.ancestors {
      if ancestor.is(ClosureExprSyntax.self), let call = ancestor.call {
        insertTry(before: call)
      } else if let function = ancestor.as(FunctionDeclSyntax.self) {
        guard function.signature.effectSpecifiers?.throwsClause == nil else { return }
        let place = function.signature.effectSpecifiers?.asyncSpecifier?.end
        insert(" throws", at: place ?? function.signature.parameterClause.end)
        return
      } else if ancestor.is(DoStmtSyntax.self) || ancestor.is(AccessorDeclSyntax.self)
        || ancestor.is(InitializerDeclSyntax.self) || ancestor.is(MemberBlockSyntax.self)
      {
        return
      }
    }
  }

  /// `try` for calls in closures: of what is known to throw, or of the first statement if nothing is known.
  private mutating func tryCalls(in node: some SyntaxProtocol, orFirst: Bool) {
    for closure in node.nodes(ClosureExprSyntax.self) {
      let calls = closure.statements.nodes(FunctionCallExprSyntax.self).filter {
        $0.calledName.map(throwing.contains) == true && !Effects.isTried($0)
      }
      for call in calls { insertTry(before: call) }
      if orFirst, calls.isEmpty, let first = closure.statements.first,
        first.item.is(ExprSyntax.self), !first.item.is(TryExprSyntax.self)
      {
        insert("try ", at: first.start)
      }
    }
  }

  /// `#expect(try f() == 1)` as all that a closure does becomes `let value = try f()` and `#expect(value == 1)`.
  ///
  /// The compiler looks for `try` before it expands macros, and takes the closure for one that does not throw.
  private mutating func hoist(
    _ argument: LabeledExprSyntax, of macro: MacroExpansionExprSyntax, in closure: ClosureExprSyntax
  ) {
    guard let statement = macro.enclosing(CodeBlockItemSyntax.self),
      statement.item.trimmedDescription == macro.trimmedDescription
        || statement.item.is(TryExprSyntax.self)
    else { return }
    let name = ["value", "result", "found"].first { !closure.names.contains($0) } ?? "it"
    var moved = argument.expression
    if let parts = argument.expression.as(SequenceExprSyntax.self)?.elements,
      let first = parts.first, first.is(TryExprSyntax.self),
      !parts.dropFirst().contains(where: { !$0.nodes(FunctionCallExprSyntax.self).isEmpty })
    {
      moved = first
    }
    guard moved.startsWithTry else { return }
    let isAlone = closure.statements.first?.start == statement.start
    let isOnLine = isAlone && !closure.trimmedDescription.contains("\n")
    let separator = isOnLine ? "; " : "\n\(file.indent(of: statement))"
    insert("let \(name) = \(moved.trimmedDescription)\(separator)", at: statement.start)
    edits.append(file.replacement(of: moved.start..<moved.end, with: name))
  }

  private mutating func wait(_ function: FunctionDeclSyntax) {
    guard function.signature.effectSpecifiers?.asyncSpecifier == nil else { return }
    insert(" async", at: function.signature.parameterClause.end)
  }

  private mutating func insert(_ text: String, at place: AbsolutePosition) {
    let edit = file.insertion(text, at: place)
    guard !edits.contains(edit) else { return }
    edits.append(edit)
    let word = text.hasPrefix("let ") ? "a value before the expectation" : text.trimmed
    if !added.contains(word) { added.append(word) }
  }
}

extension SyntaxProtocol {
  /// The closure around a node, in its own function.
  fileprivate var enclosingClosure: ClosureExprSyntax? {
    ancestors.lazy.first { $0.is(ClosureExprSyntax.self) || $0.is(FunctionDeclSyntax.self) }?
      .as(ClosureExprSyntax.self)
  }

  /// The call that a closure is an argument of.
  fileprivate var call: FunctionCallExprSyntax? {
    if let call = parent?.as(FunctionCallExprSyntax.self) { return call }
    return parent?.as(LabeledExprSyntax.self)?.parent?.parent?.as(FunctionCallExprSyntax.self)
  }
}

extension ExprSyntax {
  fileprivate var startsWithTry: Bool { firstToken(viewMode: .sourceAccurate)?.text == "try" }

  /// After a `try` that it begins with; nil if there is an `await` already.
  fileprivate var placeOfAwait: AbsolutePosition? {
    var token = firstToken(viewMode: .sourceAccurate)
    if token?.text == "try" { token = token?.nextToken(viewMode: .sourceAccurate) }
    return token?.text == "await" ? nil : token?.start
  }
}

extension FunctionCallExprSyntax {
  fileprivate var calledName: String? {
    calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text
      ?? calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName.text
  }
}
