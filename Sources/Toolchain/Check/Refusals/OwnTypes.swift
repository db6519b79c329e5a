import SwiftSyntax

/// The types that one module declares, and the names of their members.
struct OwnTypes {
  private(set) var names: Set<String> = []
  /// Names of functions, properties and cases by the name of the type that holds them.
  private(set) var members: [String: Set<String>] = [:]

  init(_ files: [SourceFileSyntax]) {
    let collector = Collector()
    for file in files { collector.walk(file) }
    names = collector.names
    members = collector.members
  }

  /// Whether a declaration stands in a type that this module declares, protocols aside.
  func own(_ context: TypeContext) -> Bool {
    switch context {
    case .type: true
    case .extending(let name): names.contains(name)
    case .module, .function: false
    }
  }

  private final class Collector: SyntaxVisitor {
    var names: Set<String> = []
    var members: [String: Set<String>] = [:]

    init() { super.init(viewMode: .sourceAccurate) }

    private func add(_ name: String, _ block: MemberBlockSyntax, isType: Bool = true)
      -> SyntaxVisitorContinueKind
    {
      if isType { names.insert(name) }
      members[name, default: []].formUnion(declaredNames(in: block))
      return .visitChildren
    }

    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
      add(plainName(node.name), node.memberBlock)
    }
    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
      add(plainName(node.name), node.memberBlock)
    }
    override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
      add(plainName(node.name), node.memberBlock)
    }
    override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind {
      add(plainName(node.name), node.memberBlock)
    }
    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
      add(lastName(of: node.extendedType), node.memberBlock, isType: false)
    }
  }
}

/// What a declaration stands in.
enum TypeContext: Equatable {
  case module
  /// In a struct, enum, class, actor or protocol.
  case type(String)
  /// In an extension of the type of this name.
  case extending(String)
  /// In the body of a function, an accessor or a closure.
  case function

  init(of node: Syntax) {
    var ancestor = node.parent
    while let here = ancestor {
      if let found = here.as(ExtensionDeclSyntax.self) {
        self = .extending(lastName(of: found.extendedType))
        return
      }
      if let group = here.asProtocol((any DeclGroupSyntax).self) {
        self = .type((group as? any NamedDeclSyntax).map { plainName($0.name) } ?? "")
        return
      }
      if here.is(CodeBlockSyntax.self) || here.is(ClosureExprSyntax.self)
        || here.is(AccessorBlockSyntax.self)
      {
        self = .function
        return
      }
      ancestor = here.parent
    }
    self = .module
  }

  /// Whether it extends a type of another module.
  func isForeign(to types: OwnTypes) -> Bool {
    if case .extending(let name) = self { return !types.names.contains(name) }
    return false
  }
}

/// "Game.Player" → "Player", "Array<Int>" → "Array".
func lastName(of type: TypeSyntax) -> String {
  if let member = type.as(MemberTypeSyntax.self) { return plainName(member.name) }
  if let plain = type.as(IdentifierTypeSyntax.self) { return plainName(plain.name) }
  return type.trimmedDescription
}

/// The names of properties, functions and cases that a type's block declares itself.
func declaredNames(in block: MemberBlockSyntax) -> Set<String> {
  var names: Set<String> = []
  for member in block.members {
    if let function = member.decl.as(FunctionDeclSyntax.self) {
      names.insert(plainName(function.name))
    } else if let variable = member.decl.as(VariableDeclSyntax.self) {
      names.formUnion(patternNames(in: Syntax(variable.bindings)))
    } else if let cases = member.decl.as(EnumCaseDeclSyntax.self) {
      names.formUnion(cases.elements.map { plainName($0.name) })
    }
  }
  return names
}
