import SwiftCode
import SwiftSyntax

/// Finds the declarations of a module that can be made to behave otherwise, and writes its source with
/// all mutants in it.
enum MutantWriter {
  /// Writes the sources `files`, by path, anew; the declarations `dropped`, by file and line, did not
  /// compile with a mutant and are left alone.
  static func write(
    _ files: [String: String], operators: [MutationOperator] = MutationOperator.all,
    dropping dropped: Set<TestPlace> = []
  ) -> MutatedModule {
    DeepStack.run { written(files, operators, dropped) }
  }

  private static func written(
    _ files: [String: String], _ operators: [MutationOperator], _ dropped: Set<TestPlace>
  ) -> MutatedModule {
    var module = MutatedModule()
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      guard let syntax = try? SwiftText.parse(text) else {
        module.files[path] = text
        continue
      }
      let finder = Finder(path: path, SourceLocationConverter(fileName: "", tree: syntax))
      finder.walk(syntax)
      module.leftAlone += finder.leftAlone
      var insertions: [MutationOperator.Insertion] = []
      for found in finder.found {
        guard !dropped.contains(TestPlace(file: path, line: found.line)) else {
          module.leftAlone.append("\(found.declaration.name): it does not compile otherwise")
          continue
        }
        for change in operators where module.mutants.count < MutatedModule.most {
          let number = module.mutants.count + 1
          switch change.insertions(found.declaration, number) {
          case .notApplicable: continue
          case .leftAlone(let reason):
            module.leftAlone.append("\(found.declaration.name): \(reason)")
          case .insert(let more):
            insertions += more
            module.mutants.append(
              Mutant(
                number: number, name: found.declaration.name, file: path, line: found.line,
                lastLine: found.lastLine, change: change.change))
          }
        }
      }
      module.files[path] = inserted(insertions, into: text)
    }
    return module
  }

  /// At one place, what is inserted at the start of a body stands in order, and at its end in reverse:
  /// the function around is the first's.
  private static func inserted(
    _ insertions: [MutationOperator.Insertion], into text: String
  ) -> String {
    var bytes = Array(text.utf8)
    let ordered = insertions.enumerated().sorted {
      // Later ones first, so that positions stay right; of two at one place the first one goes last.
      ($0.element.position, $0.offset) > ($1.element.position, $1.offset)
    }
    for (_, insertion) in ordered {
      bytes.insert(contentsOf: Array(insertion.text.utf8), at: insertion.position)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Declares what the mutants call; the test program's entry point defines it.
  static let support = """
    @_silgen_name("wisp_value") func wisp__value<T>(_ value: T, _ mutant: Int) -> T
    @_silgen_name("wisp_self") func wisp__self<T>(_ value: inout T, _ mutant: Int)
    @_silgen_name("wisp_off") func wisp__off(_ mutant: Int) -> Bool

    """

  private final class Finder: SyntaxVisitor {
    struct Found {
      var declaration: MutableDeclaration
      var line: Int
      var lastLine: Int
    }

    var found: [Found] = []
    var leftAlone: [String] = []
    private let path: String
    private let places: SourceLocationConverter

    init(path: String, _ places: SourceLocationConverter) {
      self.path = path
      self.places = places
      super.init(viewMode: .sourceAccurate)
    }

    private func add(
      _ kind: MutableDeclaration.Kind, _ name: String, of node: some SyntaxProtocol,
      _ body: (left: TokenSyntax, right: TokenSyntax), result: TypeSyntax? = nil,
      effects: String? = ""
    ) {
      let start = places.location(for: node.positionAfterSkippingLeadingTrivia).line
      let type = result.map { Self.oneLine($0.trimmedDescription) }
      found.append(
        Found(
          declaration: MutableDeclaration(
            kind: kind, name: name,
            isEmpty: body.right.previousToken(viewMode: .sourceAccurate)?.id == body.left.id,
            start: body.left.endPositionBeforeTrailingTrivia.utf8Offset,
            end: body.right.positionAfterSkippingLeadingTrivia.utf8Offset,
            result: type.flatMap { ["Void", "()", "Never"].contains($0) ? nil : $0 },
            effects: effects),
          line: start, lastLine: places.location(for: node.endPosition).line))
    }

    private static func oneLine(_ text: String) -> String {
      text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// Attributes of another meaning than the ordinary may need the body as it is.
    private static func isPlain(_ attributes: AttributeListSyntax) -> Bool {
      let plain: Set = ["discardableResult", "MainActor", "Sendable", "available", "concurrent"]
      return attributes.allSatisfy { element in
        guard case .attribute(let attribute) = element else { return false }
        return plain.contains(attribute.attributeName.trimmedDescription)
      }
    }

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
      let name = plainName(node.name)
      guard let body = node.body else { return .skipChildren }
      let parameters = node.signature.parameterClause.trimmedDescription
      let isOwning = ["consuming ", "borrowing ", "sending "].contains { parameters.contains($0) }
      let modifiers = node.modifiers.map(\.name.text)
      guard Self.isPlain(node.attributes), !isOwning, !modifiers.contains("consuming") else {
        leftAlone.append("\(name): its attributes or parameters are special")
        return .skipChildren
      }
      let specifiers = node.signature.effectSpecifiers
      let rethrowing = specifiers?.throwsClause?.throwsSpecifier.text == "rethrows"
      if node.signature.returnClause?.type.trimmedDescription == "Never" { return .skipChildren }
      add(
        .function(isMutating: modifiers.contains("mutating")), name, of: node,
        (body.leftBrace, body.rightBrace), result: node.signature.returnClause?.type,
        effects: rethrowing ? nil : Self.oneLine(specifiers?.trimmedDescription ?? ""))
      return .skipChildren
    }

    override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
      guard let body = node.body, Self.isPlain(node.attributes) else { return .skipChildren }
      var owner = node.parent
      while let here = owner, here.asProtocol((any DeclGroupSyntax).self) == nil {
        owner = here.parent
      }
      guard let owner else { return .skipChildren }
      let extending = owner.as(ExtensionDeclSyntax.self)
      let name =
        extending.map { lastName(of: $0.extendedType) }
        ?? owner.asProtocol((any NamedDeclSyntax).self).map { plainName($0.name) } ?? ""
      // An extension of a class is told by the compiler.
      let isValue =
        owner.is(StructDeclSyntax.self) || owner.is(EnumDeclSyntax.self) || extending != nil
      add(
        .initialiser(isValueType: isValue), name, of: node, (body.leftBrace, body.rightBrace))
      return .skipChildren
    }

    override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
      guard node.bindings.count == 1, let binding = node.bindings.first,
        let block = binding.accessorBlock, let type = binding.typeAnnotation?.type,
        let name = binding.pattern.as(IdentifierPatternSyntax.self)
      else { return .skipChildren }
      guard Self.isPlain(node.attributes) else {
        leftAlone.append("\(plainName(name.identifier)): its attributes are special")
        return .skipChildren
      }
      switch block.accessors {
      case .getter:
        add(
          .getter, plainName(name.identifier), of: node, (block.leftBrace, block.rightBrace),
          result: type)
      case .accessors(let list):
        guard let getter = list.first(where: { $0.accessorSpecifier.text == "get" }),
          let body = getter.body, getter.modifier == nil
        else { return .skipChildren }
        add(
          .getter, plainName(name.identifier), of: node, (body.leftBrace, body.rightBrace),
          result: type, effects: getter.effectSpecifiers?.trimmedDescription ?? "")
      }
      return .skipChildren
    }

    // What is in these has no name that a test could use.
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: DeinitializerDeclSyntax) -> SyntaxVisitorContinueKind {
      .skipChildren
    }
  }
}
