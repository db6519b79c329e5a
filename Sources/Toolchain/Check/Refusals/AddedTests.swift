import SwiftSyntax

/// Files of tests that were written after others had been accepted, and may not change what those mean.
///
/// A declaration of the test module hides an imported one of the same name, and a member that an
/// extension adds is seen by every file. So a new file may declare for others only what no accepted
/// test names, and extend only its own types; anything private concerns that file alone.
enum AddedTests {
  /// - Parameters:
  ///   - added: The new file.
  ///   - accepted: All files that were accepted before.
  /// - Returns: What it declares for others and may not, in order.
  static func refusals(
    in added: SourceFileSyntax, besides accepted: [SourceFileSyntax]
  ) -> [CodeRefusal] {
    let used = UsedNames()
    for file in accepted { used.walk(file) }
    var finder = Finder(used.names.union(used.modules).union(reserved))
    finder.own = OwnTypes([added]).names
    for item in added.statements { finder.look(at: Syntax(item.item)) }
    let places = SourceLocationConverter(fileName: "", tree: added)
    return finder.found.map { position, message in
      CodeRefusal(line: places.location(for: position).line, message: message)
    }
  }

  /// What literals and expanded macros name without its standing in a test.
  private static let reserved: Set = [
    "Swift", "Testing", "XCTest", "Foundation", "_Concurrency", "IntegerLiteralType",
    "FloatLiteralType", "StringLiteralType", "BooleanLiteralType", "ExtendedGraphemeClusterType",
    "UnicodeScalarType",
  ]

  private struct Finder {
    let taken: Set<String>
    var own: Set<String> = []
    var found: [(AbsolutePosition, String)] = []

    init(_ taken: Set<String>) { self.taken = taken }

    mutating func look(at node: Syntax) {
      if let condition = node.as(IfConfigDeclSyntax.self) {
        for clause in condition.clauses {
          if case .statements(let items)? = clause.elements {
            for item in items { look(at: Syntax(item.item)) }
          }
        }
        return
      }
      if node.is(ImportDeclSyntax.self) { return }
      guard let declaration = node.asProtocol((any WithModifiersSyntax).self) else {
        refuse(node, "a test file holds tests and declarations only: move this into a test")
        return
      }
      let isPrivate = declaration.modifiers.contains {
        ["private", "fileprivate"].contains($0.name.text) && $0.detail == nil
      }
      guard !isPrivate else { return }
      if let extending = node.as(ExtensionDeclSyntax.self) {
        let name = lastName(of: extending.extendedType)
        guard !own.contains(name) else { return }
        refuse(
          node,
          "an extension of \(name) in a new test file would change what the accepted tests mean: "
            + "mark it `private`, and put tests into a suite of their own")
        return
      }
      for name in Self.names(of: node) where taken.contains(name) || name.hasPrefix("_") {
        refuse(
          node,
          "`\(name)` in a new test file would hide what the accepted tests call by that name: "
            + "mark it `private` or give it another name")
      }
    }

    private mutating func refuse(_ node: Syntax, _ message: String) {
      found.append((node.positionAfterSkippingLeadingTrivia, message))
    }

    private static func names(of node: Syntax) -> [String] {
      if let variable = node.as(VariableDeclSyntax.self) {
        return variable.bindings.flatMap { patternNames(in: Syntax($0.pattern)) }.sorted()
      }
      return node.asProtocol((any NamedDeclSyntax).self).map { [plainName($0.name)] } ?? []
    }
  }
}

/// The names that stand unqualified in tests, and the modules that they import.
private final class UsedNames: SyntaxVisitor {
  var names: Set<String> = []
  var modules: Set<String> = []

  init() { super.init(viewMode: .sourceAccurate) }

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    if node.parent?.as(MemberAccessExprSyntax.self)?.declName.id != node.id {
      names.insert(plainName(node.baseName))
    }
    return .visitChildren
  }

  override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
    names.insert(plainName(node.name))
    return .visitChildren
  }

  override func visit(_ node: ImportDeclSyntax) -> SyntaxVisitorContinueKind {
    if let first = node.path.first { modules.insert(plainName(first.name)) }
    return .visitChildren
  }
}
