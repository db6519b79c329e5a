import SwiftSyntax

/// What a file of Swift declares, without bodies: enough to call it, a fraction of its length.
package enum SwiftOutline {
  /// The declarations that other files can use, one a line; nil if the text cannot be parsed.
  ///
  /// Bodies, comments, imports, long initial values and what is private are left out. Statements of a main file are one line
  /// that says so.
  package static func declarations(of text: String) -> String? {
    outline(of: text) { _, _ in false }
  }

  /// The same of what is public alone: what other modules can use.
  package static func interface(of text: String) -> String? {
    outline(of: text, isPublicOnly: true) { _, _ in false }
  }

  /// A file of tests: its helpers whole, the tests that contain one of the `lines` whole, and the names of the others.
  package static func tests(of text: String, whole lines: Set<Int>) -> String? {
    outline(of: text) { function, range in
      !function.isTest || lines.contains(where: range.contains)
    }
  }

  /// The names that a text uses, and those that it declares for other files: outermost ones and members of extensions.
  ///
  /// Empty if it cannot be parsed.
  package static func names(in text: String) -> (used: Set<String>, declared: Set<String>) {
    guard let file = try? SwiftText.parse(text) else { return ([], []) }
    return DeepStack.run {
      let used = file.tokens(viewMode: .sourceAccurate).compactMap { token in
        if case .identifier(let name) = token.tokenKind { name } else { nil }
      }
      var declared: Set<String> = []
      OutlineWriter.eachDeclaration(in: file) { declared.insert($0) }
      return (Set(used), declared)
    }
  }

  private static func outline(
    of text: String, isPublicOnly: Bool = false,
    isWhole: @escaping @Sendable (FunctionDeclSyntax, ClosedRange<Int>) -> Bool
  ) -> String? {
    guard let file = try? SwiftText.parse(text) else { return nil }
    return DeepStack.run {
      var writer = OutlineWriter(file, isPublicOnly: isPublicOnly, isWhole: isWhole)
      writer.write()
      return writer.lines.joined(separator: "\n") + "\n"
    }
  }
}

extension FunctionDeclSyntax {
  /// Whether it is marked with `@Test`.
  var isTest: Bool {
    attributes.contains {
      $0.as(AttributeSyntax.self)?.attributeName.trimmedDescription == "Test"
    }
  }
}
