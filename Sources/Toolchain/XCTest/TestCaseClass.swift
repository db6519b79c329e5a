import SwiftCode
import SwiftSyntax
import Workspace

/// A class of XCTest's and its tests, found in the sources.
///
/// `swift build` asks the compiler's index, which `swiftc -index-store-path` writes: a class below
/// `XCTestCase`, its methods that begin with "test", take nothing, give nothing and are neither static
/// nor private. Where the text alone does not tell, the package is left to it.
struct TestCaseClass: Equatable {
  struct Method: Equatable {
    var name: String
    var isAsync: Bool
  }

  /// The test module.
  var module: String
  var name: String
  /// Inherited ones, too; by name.
  var methods: [Method]

  typealias Refusal = PackageShape.Refusal

  /// The classes of a test module, by name.
  static func all(
    in module: DirectPlan.Module, of tree: FileTree
  ) throws(Refusal) -> [TestCaseClass] {
    try DeepStack.run {
      Result { () throws(Refusal) in try found(in: module, of: tree) }
    }.get()
  }

  private static func found(
    in module: DirectPlan.Module, of tree: FileTree
  ) throws(Refusal) -> [TestCaseClass] {
    let texts = module.files.compactMap { file in
      (try? SafePath(file)).flatMap { tree.text($0) }
    }
    guard texts.contains(where: { $0.contains("XCTest") }) else { return [] }
    let finder = TestCaseFinder()
    for text in texts {
      guard let file = try? SwiftText.parse(text) else {
        throw Refusal("a file of it is nested too deeply")
      }
      finder.walk(file)
    }
    if let reason = finder.refusal { throw Refusal(reason) }
    var found: [TestCaseClass] = []
    for (name, superclass) in finder.superclasses.sorted(by: { $0.key < $1.key }) {
      var methods: [String: Bool] = finder.methods[name] ?? [:]
      var above = superclass
      var seen: Set<String> = [name]
      while let next = finder.superclasses[above], seen.insert(above).inserted {
        methods.merge(finder.methods[above] ?? [:]) { own, _ in own }
        above = next
      }
      guard above == "XCTestCase" else {
        guard methods.isEmpty else {
          throw Refusal("whether \(name) is a class of tests is not certain")
        }
        continue
      }
      found.append(
        TestCaseClass(
          module: module.name, name: name,
          methods: methods.sorted { $0.key < $1.key }.map {
            Method(name: $0.key, isAsync: $0.value)
          }))
    }
    for name in finder.methods.keys where finder.superclasses[name] == nil {
      // An extension of a class of another module would bring tests that nobody finds here.
      if name.contains("Test") { throw Refusal("\(name) is not declared where it is extended") }
    }
    return found.filter { !$0.methods.isEmpty }
  }
}

/// Walks through a file's declarations.
private final class TestCaseFinder: SyntaxVisitor {
  /// By class, the first name after its colon; "" if there is none.
  private(set) var superclasses: [String: String] = [:]
  /// By type, whether each test is asynchronous.
  private(set) var methods: [String: [String: Bool]] = [:]
  private(set) var refusal: String?
  /// The types around what is being visited.
  private var path: [String] = []
  private var isPrivate: [Bool] = []

  init() { super.init(viewMode: .sourceAccurate) }

  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
    let first = node.inheritanceClause?.inheritedTypes.first?.type.trimmedDescription ?? ""
    let superclass = first == "XCTest.XCTestCase" ? "XCTestCase" : first
    let name = node.name.text
    if superclass == "XCTestCase" {
      if !path.isEmpty { refusal = "a class of tests is inside another type" }
      if node.genericParameterClause != nil { refusal = "a class of tests is generic" }
    }
    if path.isEmpty {
      if superclasses[name] != nil { refusal = "\(name) is declared twice" }
      superclasses[name] = superclass
      if has(node.modifiers, [.private, .fileprivate]), superclass == "XCTestCase" {
        refusal = "a class of tests is private"
      }
    }
    enter(name, isPrivate: false)
    return .visitChildren
  }

  override func visitPost(_ node: ClassDeclSyntax) { leave() }

  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(
      node.extendedType.trimmedDescription,
      isPrivate: has(node.modifiers, [.private, .fileprivate]))
    return .visitChildren
  }

  override func visitPost(_ node: ExtensionDeclSyntax) { leave() }

  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
    enter("", isPrivate: false)
    return .visitChildren
  }

  override func visitPost(_ node: StructDeclSyntax) { leave() }

  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
    enter("", isPrivate: false)
    return .visitChildren
  }

  override func visitPost(_ node: EnumDeclSyntax) { leave() }

  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind {
    enter("", isPrivate: false)
    return .visitChildren
  }

  override func visitPost(_ node: ActorDeclSyntax) { leave() }

  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    if path.count == 1, let type = path.last, !type.isEmpty, isTest(node) {
      let isAsync = node.signature.effectSpecifiers?.asyncSpecifier != nil
      methods[type, default: [:]][node.name.text] = isAsync
      if node.genericParameterClause != nil { refusal = "a test is generic" }
    }
    return .skipChildren
  }

  override func visit(_ node: IfConfigDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.description.contains("XCTestCase") || node.description.contains("func test") {
      refusal = "its tests depend on conditions"
    }
    return .skipChildren
  }

  override func visit(_ node: TypeAliasDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.description.contains("XCTestCase") { refusal = "XCTestCase has another name in it" }
    return .skipChildren
  }

  private func isTest(_ node: FunctionDeclSyntax) -> Bool {
    guard node.name.text.hasPrefix("test"), node.signature.parameterClause.parameters.isEmpty,
      !has(node.modifiers, [.private, .fileprivate, .static, .class]), isPrivate.last == false
    else { return false }
    let result = node.signature.returnClause?.type.trimmedDescription
    return result == nil || result == "Void" || result == "()"
  }

  private func enter(_ name: String, isPrivate: Bool) {
    path.append(name)
    self.isPrivate.append(isPrivate)
  }

  private func leave() {
    path.removeLast()
    isPrivate.removeLast()
  }

  private func has(_ modifiers: DeclModifierListSyntax, _ keywords: Set<Keyword>) -> Bool {
    modifiers.contains { modifier in
      if case .keyword(let keyword) = modifier.name.tokenKind {
        keywords.contains(keyword)
      } else {
        false
      }
    }
  }
}
