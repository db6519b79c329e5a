import SwiftSyntax

/// The initializer that the compiler writes for a struct, written out to be public.
enum MemberwiseInitializer {
  static func change(of type: Declaration) -> Change? {
    guard let block = type.node.as(StructDeclSyntax.self)?.memberBlock else { return nil }
    var parameters: [String] = []
    var assignments: [String] = []
    for member in block.members {
      guard let property = member.decl.as(VariableDeclSyntax.self), isStored(property) else {
        continue
      }
      for binding in property.bindings {
        let isConstant = property.bindingSpecifier.text == "let"
        if isConstant, binding.initializer != nil { continue }
        guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text,
          let type = binding.typeAnnotation?.type
        else { return nil }
        let escaping = type.is(FunctionTypeSyntax.self) || isAttributedFunction(type)
        let given = binding.initializer.map { " = \($0.value.trimmedDescription)" } ?? ""
        let none =
          !isConstant && type.is(OptionalTypeSyntax.self) && given.isEmpty ? " = nil" : given
        parameters.append(
          "\(name): \(escaping ? "@escaping " : "")\(type.trimmedDescription)\(none)")
        assignments.append("self.\(name) = \(name)")
      }
    }
    guard !assignments.isEmpty else { return nil }
    let inner = type.file.indent(of: type.node) + "  "
    let lines =
      ["\n\(inner)public init(\(parameters.joined(separator: ", "))) {"]
      + assignments.map { "\(inner)  \($0)" } + ["\(inner)}\n"]
    // The last member ends where its line does; the brace begins the next one.
    guard let last = block.members.last else { return nil }
    return Change(
      what: "give \(type.name) a public initializer",
      edits: [
        type.file.insertion("\n" + lines.joined(separator: "\n").trimmedEnd, at: last.end)
      ])
  }

  private static func isStored(_ property: VariableDeclSyntax) -> Bool {
    !property.modifiers.contains { ["static", "lazy"].contains($0.name.text) }
      && property.bindings.allSatisfy { $0.accessorBlock == nil }
  }

  private static func isAttributedFunction(_ type: TypeSyntax) -> Bool {
    type.as(AttributedTypeSyntax.self)?.baseType.is(FunctionTypeSyntax.self) == true
  }
}

extension String {
  fileprivate var trimmedEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
