import SwiftSyntax
import Workspace

/// Writes the declarations of a file, one a line.
struct OutlineWriter {
  private(set) var lines: [String] = []
  /// Names of tests that are not shown whole.
  private var tests: [String] = []
  private let file: SourceFileSyntax
  private let places: SourceLocationConverter
  /// Whether only what other modules can use is written.
  private let isPublicOnly: Bool
  private let isWhole: (FunctionDeclSyntax, ClosedRange<Int>) -> Bool

  /// Longer initial values are left out.
  private static let longestValue = 60

  /// `isWhole` says of a function and its lines whether its body is shown, too.
  init(
    _ file: SourceFileSyntax, isPublicOnly: Bool = false,
    isWhole: @escaping (FunctionDeclSyntax, ClosedRange<Int>) -> Bool
  ) {
    self.file = file
    self.isPublicOnly = isPublicOnly
    places = SourceLocationConverter(fileName: "", tree: file)
    self.isWhole = isWhole
  }

  mutating func write() {
    var hasStatements = false
    for item in file.statements {
      if case .decl(let declaration) = item.item {
        write(declaration, indent: "")
      } else {
        hasStatements = true
      }
    }
    writeTests(indent: "")
    if hasStatements { lines.append("// Statements follow.") }
  }

  private mutating func write(_ declaration: DeclSyntax, indent: String) {
    switch declaration.as(DeclSyntaxEnum.self) {
    case .importDecl: break
    case .functionDecl(let it): write(it, indent: indent)
    case .initializerDecl(let it) where isTold(it, it.modifiers):
      add(text(from: it, to: it.body), indent)
    case .subscriptDecl(let it) where isTold(it, it.modifiers):
      add(text(from: it, to: it.accessorBlock), indent)
    case .variableDecl(let it) where isTold(it, it.modifiers): write(it, indent: indent)
    case .structDecl(let it): write(it, it.memberBlock, it.modifiers, indent)
    case .classDecl(let it): write(it, it.memberBlock, it.modifiers, indent)
    case .enumDecl(let it): write(it, it.memberBlock, it.modifiers, indent)
    case .actorDecl(let it): write(it, it.memberBlock, it.modifiers, indent)
    case .protocolDecl(let it): write(it, it.memberBlock, it.modifiers, indent)
    case .extensionDecl(let it): write(it, it.memberBlock, it.modifiers, indent)
    case .enumCaseDecl, .typeAliasDecl, .associatedTypeDecl:
      add(declaration.trimmedDescription.onOneLine, indent)
    default: break
    }
  }

  private mutating func write(
    _ type: some SyntaxProtocol, _ members: MemberBlockSyntax, _ modifiers: DeclModifierListSyntax,
    _ indent: String
  ) {
    guard isTold(type, modifiers) else { return }
    let head = text(from: type, to: members)
    let before = lines.count
    lines.append("\(indent)\(head) {")
    let outer = tests
    tests = []
    for member in members.members { write(member.decl, indent: indent + "  ") }
    writeTests(indent: indent + "  ")
    tests = outer
    if lines.count == before + 1 {
      lines[before] += "}"
      // An extension without anything public tells nothing.
      if isPublicOnly, type.is(ExtensionDeclSyntax.self) { lines.removeLast() }
    } else {
      lines.append("\(indent)}")
    }
  }

  private mutating func write(_ function: FunctionDeclSyntax, indent: String) {
    let range =
      line(of: function.positionAfterSkippingLeadingTrivia)...line(of: function.endPosition)
    if isWhole(function, range) {
      lines += function.trimmedDescription.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated().map { $0.offset == 0 ? indent + $0.element : String($0.element) }
    } else if function.isTest {
      tests.append(function.name.text)
    } else if isTold(function, function.modifiers) {
      add(text(from: function, to: function.body), indent)
    }
  }

  private mutating func write(_ variable: VariableDeclSyntax, indent: String) {
    var text = ""
    for token in variable.attributes.map(\.trimmedDescription)
      + variable.modifiers.map(\.trimmedDescription)
    {
      text += token + " "
    }
    let bindings = variable.bindings.map { binding in
      var text = binding.pattern.trimmedDescription
      if let type = binding.typeAnnotation { text += type.trimmedDescription }
      if let value = binding.initializer {
        let words = value.trimmedDescription.onOneLine
        if words.utf8.count <= Self.longestValue {
          text += " " + words
        } else if binding.typeAnnotation == nil {
          text += " = …"
        }
      }
      return text
    }
    add(
      text + variable.bindingSpecifier.text + " " + bindings.joined(separator: ", "), indent)
  }

  /// Whether others can use a declaration; members of a protocol and extensions have the access of what is around them.
  private func isTold(_ node: some SyntaxProtocol, _ modifiers: DeclModifierListSyntax) -> Bool {
    guard !modifiers.isPrivate else { return false }
    guard isPublicOnly, !node.is(ExtensionDeclSyntax.self) else { return true }
    return modifiers.isPublic || node.isProtocolMember
  }

  private mutating func writeTests(indent: String) {
    guard !tests.isEmpty else { return }
    lines.append("\(indent)// Tests: \(tests.joined(separator: ", "))")
    tests = []
  }

  private mutating func add(_ text: String, _ indent: String) { lines.append(indent + text) }

  /// The text of a node up to a part of it that is left out.
  private func text(from node: some SyntaxProtocol, to part: (some SyntaxProtocol)?) -> String {
    let bytes = node.syntaxTextBytes
    let start = node.leadingTriviaLength.utf8Length
    let end = part.map { $0.position.utf8Offset - node.position.utf8Offset } ?? bytes.count
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self).onOneLine
  }

  private func line(of position: AbsolutePosition) -> Int { places.location(for: position).line }

  /// Names what other files can name alone: outermost declarations, and the members of extensions.
  static func eachDeclaration(in file: SourceFileSyntax, _ name: (String) -> Void) {
    for item in file.statements {
      guard case .decl(let declaration) = item.item else { continue }
      guard let extended = declaration.as(ExtensionDeclSyntax.self) else {
        self.name(of: declaration, name)
        continue
      }
      for member in extended.memberBlock.members { self.name(of: member.decl, name) }
    }
  }

  private static func name(of declaration: DeclSyntax, _ name: (String) -> Void) {
    if let variable = declaration.as(VariableDeclSyntax.self) {
      for binding in variable.bindings { name(binding.pattern.trimmedDescription) }
    } else if let named = declaration.asProtocol((any NamedDeclSyntax).self) {
      name(named.name.text)
    }
  }
}

extension SyntaxProtocol {
  /// Whether it stands in the body of a protocol: item, list and block are around it.
  fileprivate var isProtocolMember: Bool {
    parent?.parent?.parent?.parent?.is(ProtocolDeclSyntax.self) == true
  }
}

extension DeclModifierListSyntax {
  fileprivate var isPublic: Bool { contains { ["public", "open"].contains($0.name.text) } }

  fileprivate var isPrivate: Bool {
    contains { ["private", "fileprivate"].contains($0.name.text) && $0.detail == nil }
  }
}
