import SwiftSyntax

/// Which names of the app each test uses, itself or through functions, types and constants of the tests.
struct TestNames {
  struct Test: Equatable {
    var place: TestPlace
    var name: String
    var names: NameSet
  }

  private(set) var tests: [Test] = []

  /// - Parameters:
  ///   - files: The files of the tests with their paths.
  ///   - wanted: The names that are told apart: those of the app.
  init(_ files: [(path: String, syntax: SourceFileSyntax)], among wanted: Set<String>) {
    var helpers: [String: Set<String>] = [:]
    var direct: [Finder.Found] = []
    for (path, syntax) in files {
      let finder = Finder(path, SourceLocationConverter(fileName: "", tree: syntax))
      finder.walk(syntax)
      direct += finder.tests
      helpers.merge(finder.helpers) { $0.union($1) }
    }
    let graph = NameGraph(helpers, among: wanted)
    tests = direct.map {
      Test(place: $0.place, name: $0.name, names: graph.reached(from: $0.names))
    }
  }

  private final class Finder: SyntaxVisitor {
    /// A test with what it uses itself.
    struct Found {
      var place: TestPlace
      var name: String
      var names: Set<String>
    }

    var tests: [Found] = []
    /// What declarations of the tests use, by their names.
    var helpers: [String: Set<String>] = [:]
    private let path: String
    private let places: SourceLocationConverter
    /// What a suite's stored properties and initialisers use: each of its tests does, too.
    private var suites: [Set<String>] = []

    init(_ path: String, _ places: SourceLocationConverter) {
      self.path = path
      self.places = places
      super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
      let used = Used.names(in: Syntax(node))
      guard let attribute = TestTraits.attribute("Test", of: node.attributes) else {
        helpers[plainName(node.name), default: []].formUnion(used)
        return .skipChildren
      }
      let start = attribute.attributeName.positionAfterSkippingLeadingTrivia
      tests.append(
        Found(
          place: TestPlace(file: path, line: places.location(for: start).line),
          name: plainName(node.name),
          names: suites.reduce(used) { $0.union($1) }))
      return .skipChildren
    }

    override func visit(_ node: IfConfigClauseSyntax) -> SyntaxVisitorContinueKind {
      BuildCondition.isActive(node) == false ? .skipChildren : .visitChildren
    }

    override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind {
      var used: Set<String> = []
      for member in node.members where !member.decl.is(FunctionDeclSyntax.self) {
        used.formUnion(Used.names(in: Syntax(member.decl)))
      }
      suites.append(used)
      if let owner = node.parent?.asProtocol((any NamedDeclSyntax).self) {
        helpers[plainName(owner.name), default: []].formUnion(used)
      }
      return .visitChildren
    }

    override func visitPost(_ node: MemberBlockSyntax) { suites.removeLast() }

    override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
      let used = Used.names(in: Syntax(node))
      for name in patternNames(in: Syntax(node.bindings)) {
        helpers[name, default: []].formUnion(used)
      }
      return .skipChildren
    }
  }
}

/// The names that a piece of syntax uses, of values, members and types.
private final class Used: SyntaxVisitor {
  private var names: Set<String> = []

  static func names(in node: Syntax) -> Set<String> {
    let finder = Used(viewMode: .sourceAccurate)
    finder.walk(node)
    return finder.names
  }

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    names.insert(plainName(node.baseName))
    return .visitChildren
  }

  override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
    names.insert(plainName(node.name))
    return .visitChildren
  }
}
