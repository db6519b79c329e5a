import SwiftSyntax

/// Code in AppCore or Tests that could end the test program early, stand in for another function, or
/// change what an operator or a macro means.
///
/// Every rule is decided by the syntax alone. A name of the C library counts only if nothing around it
/// declares that name.
struct ForbiddenCode {
  enum Place: Equatable {
    case core
    case tests
  }

  private let files: [(path: String, syntax: SourceFileSyntax)]
  private let place: Place
  private let types: OwnTypes

  /// The files of one module, with their paths.
  init(_ files: [(path: String, syntax: SourceFileSyntax)], in place: Place) {
    self.files = files
    self.place = place
    types = OwnTypes(files.map(\.syntax))
  }

  /// What is refused in each file, in order.
  var refusals: [(path: String, refusal: CodeRefusal)] {
    files.flatMap { path, syntax in
      let finder = Finder(place, types)
      finder.walk(syntax)
      let places = SourceLocationConverter(fileName: "", tree: syntax)
      return finder.found.map { position, message in
        (path, CodeRefusal(line: places.location(for: position).line, message: message))
      }
    }
  }

  /// Functions that end a process, replace it, or find functions by their name.
  static let processNames: Set = [
    "_exit", "_Exit", "quick_exit", "exit", "dlsym", "dlvsym", "dlopen", "syscall", "fork", "vfork",
    "execv", "execve", "execvp", "execvpe", "fexecve", "execveat",
  ]
  private static let modules: Set = [
    "Glibc", "Foundation", "FoundationEssentials", "Darwin", "Musl",
  ]
  private static let attributes: Set = [
    "_cdecl", "cdecl", "c", "_silgen_name", "_extern", "_dynamicReplacement", "_expose", "_section",
    "section", "_used", "used",
  ]

  private final class Finder: SyntaxVisitor {
    var found: [(AbsolutePosition, String)] = []
    private let place: Place
    private let types: OwnTypes

    init(_ place: Place, _ types: OwnTypes) {
      self.place = place
      self.types = types
      super.init(viewMode: .sourceAccurate)
    }

    private func refuse(_ node: some SyntaxProtocol, _ message: String) {
      found.append((node.positionAfterSkippingLeadingTrivia, message))
    }

    private var instead: String {
      place == .core
        ? "throw an error from AppCore and let Sources/App end the program"
        : "let the test end by itself"
    }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
      let name = plainName(node.baseName)
      guard processNames.contains(name) else { return .visitChildren }
      if let access = node.parent?.as(MemberAccessExprSyntax.self) {
        // `exit.x` is a value called exit, `Glibc.exit` the function.
        guard access.declName.id == node.id,
          let base = access.base?.as(DeclReferenceExprSyntax.self),
          modules.contains(plainName(base.baseName))
        else { return .visitChildren }
      } else if LexicalScope.declares(name, around: Syntax(node), types) {
        return .visitChildren
      }
      refuse(node, "`\(name)` may not be used here: \(instead)")
      return .visitChildren
    }

    override func visit(_ node: AttributeSyntax) -> SyntaxVisitorContinueKind {
      let name = node.attributeName.trimmedDescription
      if attributes.contains(name) {
        refuse(node, "`@\(name)` may not be used: call Swift functions by their own names")
      } else if name == "_exported", place == .tests {
        refuse(node, "`@_exported` may not be used in tests: import the module in each file")
      }
      return .visitChildren
    }

    override func visit(_ node: ImportDeclSyntax) -> SyntaxVisitorContinueKind {
      if place == .tests, node.path.first.map({ plainName($0.name) }) == "XCTest" {
        refuse(
          node,
          "the tests are to be Swift Testing's, not XCTest's: `import Testing`, `@Test func`, `#expect`"
        )
      }
      return .visitChildren
    }

    override func visit(_ node: MacroDeclSyntax) -> SyntaxVisitorContinueKind {
      refuse(node, "macros may not be declared: write a function instead")
      return .visitChildren
    }

    override func visit(_ node: OperatorDeclSyntax) -> SyntaxVisitorContinueKind {
      refuse(node, "operators may not be declared: write a function with a name instead")
      return .visitChildren
    }

    override func visit(_ node: PrecedenceGroupDeclSyntax) -> SyntaxVisitorContinueKind {
      refuse(node, "precedence groups may not be declared: use parentheses instead")
      return .visitChildren
    }

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
      let name = plainName(node.name)
      let owner = TypeContext(of: Syntax(node))
      if node.name.isOperator, !types.own(owner) {
        refuse(
          node,
          "an operator function stands only inside a type of the same module: declare "
            + "`static func \(name)` in that type, or write a function with a name")
      }
      if owner == .module, processNames.contains(name) {
        refuse(node, "a function may not be called `\(name)`: give it another name")
      }
      if owner == .module || owner.isForeign(to: types),
        name.hasPrefix("XCT") || name.hasPrefix("__")
      {
        refuse(node, "`\(name)` is a name of the test library: give the function another name")
      }
      return .visitChildren
    }

    override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
      guard TypeContext(of: Syntax(node)) == .module else { return .visitChildren }
      for name in node.bindings.compactMap({ $0.pattern.as(IdentifierPatternSyntax.self) })
      where processNames.contains(plainName(name.identifier)) {
        refuse(
          node, "a global may not be called `\(plainName(name.identifier))`: name it otherwise")
      }
      return .visitChildren
    }
  }
}

/// An identifier without its backticks.
func plainName(_ token: TokenSyntax) -> String {
  token.text.filter { $0 != "`" }
}

extension TokenSyntax {
  var isOperator: Bool {
    switch tokenKind {
    case .binaryOperator, .prefixOperator, .postfixOperator: true
    default: false
    }
  }
}
