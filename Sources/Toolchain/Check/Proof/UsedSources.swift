import Behaviour
import SwiftCode
import SwiftSyntax
import Workspace

/// What the sources of an app use that can make two runs differ, and where they read the clock first.
struct UsedSources: Sendable {
  var uses = SourceUses()
  /// "Sources/AppCore/Clock.swift:12"; nil if they do not read it.
  var clock: String?

  /// Reads the sources of `App` and `AppCore`; those of Kit are known.
  init(_ sources: ParsedSources) {
    self = DeepStack.run {
      var found = UsedSources()
      for (path, file) in sources.files(in: AppLayout.sources) where !path.hasPrefix(AppLayout.kit)
      {
        let finder = Uses(viewMode: .sourceAccurate)
        finder.walk(file)
        found.uses.chance = found.uses.chance || finder.uses.chance
        found.uses.unordered = found.uses.unordered || finder.uses.unordered
        guard let position = finder.clock, found.clock == nil else { continue }
        let line = SourceLocationConverter(fileName: path, tree: file).location(for: position).line
        found.uses.clock = true
        found.clock = "\(path):\(line)"
      }
      return found
    }
  }

  private init() {}
}

private final class Uses: SyntaxVisitor {
  var uses = SourceUses()
  /// The first place that reads the clock.
  var clock: AbsolutePosition?

  private static let chance: Set = [
    "random", "randomElement", "shuffle", "shuffled", "SystemRandomNumberGenerator", "UUID",
    "arc4random",
    "arc4random_uniform", "getentropy", "rand", "srand", "drand48", "hashValue", "Hasher",
  ]
  private static let clock: Set = [
    "now", "clock_gettime", "gettimeofday", "timeIntervalSinceNow", "systemUptime",
    "CFAbsoluteTimeGetCurrent", "isDateInToday", "isDateInYesterday", "isDateInTomorrow",
  ]
  private static let unordered: Set = [
    "Dictionary", "Set", "grouping", "JSONEncoder", "JSONSerialization",
  ]

  override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
    guard case .identifier(let name) = token.tokenKind else { return .visitChildren }
    if Self.chance.contains(name) { uses.chance = true }
    if Self.unordered.contains(name) { uses.unordered = true }
    if Self.clock.contains(name) { note(Syntax(token)) }
    return .visitChildren
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    let called = node.calledExpression.trimmedDescription
    let argument = node.arguments.first?.expression.trimmedDescription
    if called == "Date" || called == "Foundation.Date", argument == nil { note(Syntax(node)) }
    if called == "time" || called == "Glibc.time", argument == "nil" { note(Syntax(node)) }
    return .visitChildren
  }

  override func visit(_ node: DictionaryTypeSyntax) -> SyntaxVisitorContinueKind {
    uses.unordered = true
    return .visitChildren
  }

  override func visit(_ node: DictionaryExprSyntax) -> SyntaxVisitorContinueKind {
    uses.unordered = true
    return .visitChildren
  }

  private func note(_ node: Syntax) {
    uses.clock = true
    clock = clock ?? node.positionAfterSkippingLeadingTrivia
  }
}
