import SwiftCode
import SwiftSyntax

/// A `Package.swift` that is nothing but literals, read without running it.
///
/// What is read: constants of any name, one of which is `Package(…)`; strings, numbers, truth
/// values, lists and sums of lists, calls and members; names of constants above. Anything else
/// (conditions, interpolation, variables, functions) is not: those manifests are run instead.
struct ManifestLiteral: Equatable {
  /// 6 and 1 for "6.1".
  var major: Int
  var minor: Int
  /// The arguments of `Package(…)`.
  var package: [Argument]

  struct Argument: Equatable, Sendable {
    var label: String?
    var value: Expression
  }

  indirect enum Expression: Equatable, Sendable {
    case string(String)
    case flag(Bool)
    case nothing
    case array([Expression])
    /// `.executable(name: "a")`, `.v15` where there are no parentheses, `MainActor.self` as `self`;
    /// what stands before the dot is left out.
    case call(String, [Argument])
  }

  /// Nil if the text is more than literals.
  init?(_ text: String) {
    guard let version = Self.toolsVersion(of: text),
      let package = DeepStack.run({ Self.package(in: text) })
    else { return nil }
    (major, minor) = version
    self.package = package
  }

  private static func package(in text: String) -> [Argument]? {
    guard let file = try? SwiftText.parse(text), !file.hasError else { return nil }
    var reader = LiteralReader()
    for statement in file.statements {
      guard reader.read(statement.item) else { return nil }
    }
    return reader.package
  }

  /// "// swift-tools-version: 6.1" → 6 and 1.
  static func toolsVersion(of text: String) -> (major: Int, minor: Int)? {
    let first = text.prefix { !$0.isNewline }
    guard let match = first.wholeMatch(of: /\/\/ ?swift-tools-version: ?(\d+)\.(\d+)(?:\.\d+)?/),
      let major = Int(match.1), let minor = Int(match.2)
    else { return nil }
    return (major, minor)
  }
}

/// Statement by statement, what the constants are.
private struct LiteralReader {
  private var constants: [String: ManifestLiteral.Expression] = [:]
  private(set) var package: [ManifestLiteral.Argument]?

  /// False if the statement is something else.
  mutating func read(_ item: CodeBlockItemSyntax.Item) -> Bool {
    if let module = item.as(ImportDeclSyntax.self) {
      return module.path.trimmedDescription == "PackageDescription"
    }
    guard let declaration = item.as(VariableDeclSyntax.self), declaration.attributes.isEmpty,
      declaration.modifiers.isEmpty, declaration.bindingSpecifier.tokenKind == .keyword(.let)
    else { return false }
    for binding in declaration.bindings {
      guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text,
        binding.accessorBlock == nil, let value = binding.initializer?.value
      else { return false }
      if let call = value.as(FunctionCallExprSyntax.self), isPackage(call.calledExpression) {
        guard package == nil, let arguments = arguments(of: call) else { return false }
        package = arguments
      } else {
        guard let expression = expression(value) else { return false }
        constants[name] = expression
      }
    }
    return true
  }

  private func isPackage(_ called: ExprSyntax) -> Bool {
    called.as(DeclReferenceExprSyntax.self)?.baseName.text == "Package"
  }

  private func expression(_ syntax: ExprSyntax) -> ManifestLiteral.Expression? {
    if let string = syntax.as(StringLiteralExprSyntax.self) {
      return string.representedLiteralValue.map { .string($0) }
    }
    if let flag = syntax.as(BooleanLiteralExprSyntax.self) {
      return .flag(flag.literal.tokenKind == .keyword(.true))
    }
    if syntax.is(NilLiteralExprSyntax.self) { return .nothing }
    if let array = syntax.as(ArrayExprSyntax.self) {
      let elements = array.elements.map { expression($0.expression) }
      return elements.contains(nil) ? nil : .array(elements.compactMap { $0 })
    }
    if let sum = syntax.as(SequenceExprSyntax.self) { return concatenation(sum) }
    if let name = syntax.as(DeclReferenceExprSyntax.self), name.argumentNames == nil {
      return constants[name.baseName.text]
    }
    if let member = syntax.as(MemberAccessExprSyntax.self) { return self.member(member, []) }
    if let call = syntax.as(FunctionCallExprSyntax.self),
      let member = call.calledExpression.as(MemberAccessExprSyntax.self),
      let arguments = arguments(of: call)
    {
      return self.member(member, arguments)
    }
    return nil
  }

  /// A member of a type: what stands before it must be a type's name, or nothing.
  private func member(
    _ syntax: MemberAccessExprSyntax, _ arguments: [ManifestLiteral.Argument]
  ) -> ManifestLiteral.Expression? {
    if let base = syntax.base {
      let names = base.trimmedDescription.split(separator: ".")
      guard names.allSatisfy({ $0.first?.isUppercase == true && $0.allSatisfy(\.isLetter) })
      else { return nil }
      // `.defaultIsolation(MainActor.self)`
      guard syntax.declName.baseName.text != "self" || names == ["MainActor"] else { return nil }
    }
    return .call(syntax.declName.baseName.text, arguments)
  }

  private func arguments(of call: FunctionCallExprSyntax) -> [ManifestLiteral.Argument]? {
    guard call.trailingClosure == nil, call.additionalTrailingClosures.isEmpty else { return nil }
    var arguments: [ManifestLiteral.Argument] = []
    for argument in call.arguments {
      guard let value = expression(argument.expression) else { return nil }
      arguments.append(ManifestLiteral.Argument(label: argument.label?.text, value: value))
    }
    return arguments
  }

  private func concatenation(_ sum: SequenceExprSyntax) -> ManifestLiteral.Expression? {
    var all: [ManifestLiteral.Expression] = []
    for (number, part) in sum.elements.enumerated() {
      if number.isMultiple(of: 2) {
        guard case .array(let elements) = expression(part) else { return nil }
        all += elements
      } else {
        guard part.as(BinaryOperatorExprSyntax.self)?.operator.text == "+" else { return nil }
      }
    }
    return .array(all)
  }
}
