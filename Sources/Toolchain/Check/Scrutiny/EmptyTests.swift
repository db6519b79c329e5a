import SwiftParser
import SwiftSyntax

/// Tests of Swift Testing's that would pass whatever the app did.
///
/// A test counts as one that looks at something where it expects, requires or records something, throws,
/// or calls a function of the tests that does. Expectations of nothing but literals are none.
enum EmptyTests {
  struct Function: Equatable {
    var name: String
    var line: Int
    var isEmpty: Bool
  }

  /// A file of the tests, parsed once.
  struct File {
    private let syntax: SourceFileSyntax
    private let found = TestFunctions()

    init(_ text: String) {
      syntax = Parser.parse(source: text)
      found.walk(syntax)
    }

    /// Functions that are no tests and look at something themselves.
    var helpers: Set<String> {
      Set(found.others.filter { looks($0, helpers: []) }.map(\.name.text))
    }

    /// The tests, in order; `helpers` are functions, of any file, that look at something.
    func functions(helpers: Set<String>) -> [Function] {
      let places = SourceLocationConverter(fileName: "", tree: syntax)
      return found.tests.map { test in
        Function(
          name: test.name.text,
          line: places.location(for: test.positionAfterSkippingLeadingTrivia).line,
          isEmpty: !looks(test, helpers: helpers))
      }
    }
  }

  private static func looks(_ function: FunctionDeclSyntax, helpers: Set<String>) -> Bool {
    let finder = Looks(helpers: helpers)
    if let body = function.body { finder.walk(body) }
    return finder.isFound
  }
}

private final class TestFunctions: SyntaxVisitor {
  var tests: [FunctionDeclSyntax] = []
  var others: [FunctionDeclSyntax] = []

  init() { super.init(viewMode: .sourceAccurate) }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    let isTest = node.attributes.contains { attribute in
      attribute.as(AttributeSyntax.self)?.attributeName.trimmedDescription == "Test"
    }
    if isTest { tests.append(node) } else { others.append(node) }
    return .visitChildren
  }
}

private final class Looks: SyntaxVisitor {
  var isFound = false
  private let helpers: Set<String>

  init(helpers: Set<String>) {
    self.helpers = helpers
    super.init(viewMode: .sourceAccurate)
  }

  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
    let names: Set = ["expect", "require"]
    if names.contains(node.macroName.text) {
      isFound =
        isFound || !node.arguments.allSatisfy { Literals.isAll($0.expression) }
        || node.trailingClosure != nil
    }
    return .visitChildren
  }

  override func visit(_ node: TryExprSyntax) -> SyntaxVisitorContinueKind {
    isFound = isFound || node.questionOrExclamationMark?.text != "?"
    return .visitChildren
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    let name =
      node.calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName.text
      ?? node.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text ?? ""
    let isRecord = name == "record" && node.calledExpression.trimmedDescription == "Issue.record"
    isFound = isFound || isRecord || name == "confirmation" || helpers.contains(name)
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
