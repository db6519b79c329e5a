import SwiftSyntax
import Workspace

/// Makes a type `Sendable`, with all of the app's types that it is made of.
struct SendableSpread {
  private let app: AppCode
  private(set) var edits: [Edit] = []
  private var seen: Set<String> = []

  init(_ app: AppCode) { self.app = app }

  /// Returns false if the type, or one that it is made of, cannot be so.
  mutating func make(_ name: String) -> Bool {
    guard seen.insert(name).inserted else { return true }
    guard let type = declaration(of: name) else { return false }
    switch type.node.as(DeclSyntaxEnum.self) {
    case .actorDecl: return true
    case .typeAliasDecl(let alias):
      edits += FunctionTypes.marks(alias.initializer.value, in: type.file)
      return true
    case .protocolDecl(let it):
      conform(it.inheritanceClause, after: it.name, in: type.file)
      return true
    case .structDecl(let it) where it.genericParameterClause == nil:
      conform(it.inheritanceClause, after: it.name, in: type.file)
      return makeMembers(it.memberBlock, in: type.file, mayChange: true)
    case .enumDecl(let it) where it.genericParameterClause == nil:
      conform(it.inheritanceClause, after: it.name, in: type.file)
      return makeMembers(it.memberBlock, in: type.file, mayChange: true)
    case .classDecl(let it) where it.genericParameterClause == nil:
      guard !type.has(["open"]), !app.hasSubclass(name) else { return false }
      conform(it.inheritanceClause, after: it.name, in: type.file)
      if !type.has(["final"]) {
        edits.append(type.file.insertion("final ", at: it.classKeyword.start))
      }
      return makeMembers(it.memberBlock, in: type.file, mayChange: false)
    default: return false
    }
  }

  private mutating func conform(
    _ clause: InheritanceClauseSyntax?, after name: TokenSyntax, in file: CodeFile
  ) {
    guard let last = clause?.inheritedTypes.last else {
      edits.append(file.insertion(": Sendable", at: name.end))
      return
    }
    if clause?.names.contains("Sendable") == true { return }
    edits.append(file.insertion(", Sendable", at: last.end))
  }

  private mutating func makeMembers(
    _ block: MemberBlockSyntax, in file: CodeFile, mayChange: Bool
  ) -> Bool {
    for member in block.members {
      switch member.decl.as(DeclSyntaxEnum.self) {
      case .enumCaseDecl(let it):
        for parameter in it.elements.compactMap(\.parameterClause).flatMap(\.parameters) {
          guard makeParts(of: parameter.type, in: file) else { return false }
        }
      case .variableDecl(let it) where isStored(it):
        if !mayChange, it.bindingSpecifier.text == "var" { return false }
        for binding in it.bindings {
          guard let type = binding.typeAnnotation?.type else { continue }
          guard makeParts(of: type, in: file) else { return false }
        }
      case .initializerDecl(let it):
        // What is stored came in by one.
        for parameter in it.signature.parameterClause.parameters {
          guard let type = parameter.type.as(AttributedTypeSyntax.self),
            type.baseType.is(FunctionTypeSyntax.self), !type.names.contains("Sendable")
          else { continue }
          edits.append(file.insertion("@Sendable ", at: type.baseType.start))
        }
      default: break
      }
    }
    return true
  }

  private mutating func makeParts(of type: TypeSyntax, in file: CodeFile) -> Bool {
    edits += FunctionTypes.marks(type, in: file)
    for part in type.names.sorted() where declaration(of: part) != nil {
      guard make(part) else { return false }
    }
    return true
  }

  private func isStored(_ property: VariableDeclSyntax) -> Bool {
    !property.modifiers.contains { ["static", "class"].contains($0.name.text) }
      && property.bindings.allSatisfy { $0.accessorBlock == nil }
  }

  /// The only type of a name that the app declares.
  private func declaration(of name: String) -> Declaration? {
    let found = (app.files(in: AppLayout.core) + app.files(in: AppLayout.app))
      .flatMap(\.declarations).filter { $0.name == name && Self.types.contains($0.keyword.text) }
    return found.count == 1 ? found[0] : nil
  }

  private static let types: Set = ["struct", "enum", "class", "actor", "protocol", "typealias"]
}
