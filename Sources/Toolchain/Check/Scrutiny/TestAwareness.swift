import SwiftCode
import SwiftSyntax

/// Code of an app that asks whether it is being tested or confined, to behave otherwise then.
enum TestAwareness {
  struct Finding: Equatable {
    var line: Int
    /// What it asks for, as it stands in the code.
    var word: String
  }

  /// What only test runners, `wisp` or a build server have: names of variables, classes and files.
  private static let signs = [
    "WISP_SANDBOX", "XCTestConfigurationFilePath", "XCTestBundlePath", "XCTestSessionIdentifier",
    "XCTestCase", ".xctest", "swift-testing", "SWIFT_TESTING_ENABLED", "swiftpm-testing-helper",
  ]

  /// The places in a source file, in order; comments do not count, nor does a file that the first gate
  /// refuses.
  static func findings(in text: String) -> [Finding] {
    guard signs.contains(where: text.contains) || text.contains("canImport") else { return [] }
    return DeepStack.run { walk(text) }
  }

  private static func walk(_ text: String) -> [Finding] {
    guard let file = try? SwiftText.parse(text) else { return [] }
    let places = SourceLocationConverter(fileName: "", tree: file)
    let finder = Signs(signs)
    finder.walk(file)
    return finder.found.map { position, word in
      Finding(line: places.location(for: position).line, word: word)
    }
  }

  private final class Signs: SyntaxVisitor {
    var found: [(AbsolutePosition, String)] = []
    private let signs: [String]

    init(_ signs: [String]) {
      self.signs = signs
      super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
      if let sign = signs.first(where: token.text.contains) {
        found.append((token.positionAfterSkippingLeadingTrivia, sign))
      }
      return .visitChildren
    }

    override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
      let modules = ["Testing", "XCTest"]
      if node.calledExpression.trimmedDescription == "canImport",
        let name = node.arguments.first?.expression.trimmedDescription, modules.contains(name)
      {
        found.append((node.positionAfterSkippingLeadingTrivia, "canImport(\(name))"))
      }
      return .visitChildren
    }
  }
}
