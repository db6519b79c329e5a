import SwiftSyntax

/// Tests of Swift Testing's that would pass whatever the app did.
///
/// A test counts as one that looks at something if it expects, requires or records something, or calls
/// a function of the tests that does. What `Looks` passes over does not count.
enum EmptyTests {
  struct Function: Equatable {
    var name: String
    var line: Int
    var isEmpty: Bool
  }

  /// A file of the tests, parsed once.
  struct File {
    let syntax: SourceFileSyntax
    private let found = TestFunctions()

    init(_ syntax: SourceFileSyntax) {
      self.syntax = syntax
      found.walk(syntax)
    }

    /// Functions that are no tests and look at something themselves.
    var helpers: Set<String> {
      Set(found.others.filter { looks($0, helpers: []) }.map { plainName($0.name) })
    }

    /// The tests that run whatever the system and the settings, with the lines of their attributes.
    var certainTests: [(name: String, line: Int)] {
      let places = SourceLocationConverter(fileName: "", tree: syntax)
      return found.tests.compactMap { test in
        guard let attribute = TestTraits.attribute("Test", of: test.attributes),
          !TestTraits.isWeakened(test), BuildCondition.isCertain(Syntax(test)),
          !test.attributes.contains(where: { $0.trimmedDescription.hasPrefix("@available") })
        else { return nil }
        let start = attribute.attributeName.positionAfterSkippingLeadingTrivia
        return (plainName(test.name), places.location(for: start).line)
      }
    }

    /// The tests, in order; `helpers` are functions, of any file, that look at something.
    func functions(helpers: Set<String>) -> [Function] {
      let places = SourceLocationConverter(fileName: "", tree: syntax)
      return found.tests.map { test in
        Function(
          name: test.name.text,
          line: places.location(for: test.positionAfterSkippingLeadingTrivia).line,
          isEmpty: TestTraits.isWeakened(test) || !looks(test, helpers: helpers))
      }
    }
  }

  private static func looks(_ function: FunctionDeclSyntax, helpers: Set<String>) -> Bool {
    guard let body = function.body else { return false }
    return Looks.isFound(in: body.statements, helpers: helpers)
  }
}

/// The functions of a file, those in an inactive `#if` aside.
final class TestFunctions: SyntaxVisitor {
  var tests: [FunctionDeclSyntax] = []
  var others: [FunctionDeclSyntax] = []

  init() { super.init(viewMode: .sourceAccurate) }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    if TestTraits.attribute("Test", of: node.attributes) != nil {
      tests.append(node)
    } else {
      others.append(node)
    }
    return .visitChildren
  }

  override func visit(_ node: IfConfigClauseSyntax) -> SyntaxVisitorContinueKind {
    BuildCondition.isActive(node) == false ? .skipChildren : .visitChildren
  }
}

/// What the attributes of tests and suites say.
enum TestTraits {
  /// Traits that keep a test from running or its failures from counting.
  private static let weakening: Set = [
    "disabled", "enabled", "filterIssues", "compactMapIssues",
  ]

  /// `@Test` or `@Suite`; nil if the declaration has no such attribute.
  static func attribute(_ name: String, of attributes: AttributeListSyntax) -> AttributeSyntax? {
    for case .attribute(let attribute) in attributes
    where ["\(name)", "Testing.\(name)"].contains(attribute.attributeName.trimmedDescription) {
      return attribute
    }
    return nil
  }

  /// Whether a trait of the test or of a suite around it keeps its failures from counting.
  static func isWeakened(_ test: FunctionDeclSyntax) -> Bool {
    var traits = [attribute("Test", of: test.attributes)]
    var ancestor = test.parent
    while let here = ancestor {
      if let group = here.asProtocol((any DeclGroupSyntax).self) {
        traits.append(attribute("Suite", of: group.attributes))
      }
      ancestor = here.parent
    }
    return traits.contains { attribute in
      guard case .argumentList(let arguments)? = attribute?.arguments else { return false }
      // Arguments of a parameterised test are values, not traits.
      return arguments.contains { $0.label == nil && weakens($0.expression) }
    }
  }

  private static func weakens(_ expression: ExprSyntax) -> Bool {
    let called = expression.as(FunctionCallExprSyntax.self)?.calledExpression ?? expression
    guard let member = called.as(MemberAccessExprSyntax.self) else { return false }
    return weakening.contains(member.declName.baseName.text)
  }
}
