import SwiftSyntax

/// A way to make a declaration behave otherwise.
///
/// The engine (`MutantWriter`) finds the declarations and numbers the mutants; an operator only says
/// which text goes where. Text never holds a line end, so that lines stay where they are.
struct MutationOperator: Sendable {
  var change: Mutant.Change
  /// Text to insert for the mutant of this number, by positions in bytes; nil if the operator does not
  /// apply, or an explanation of why the declaration is left alone.
  var insertions: @Sendable (MutableDeclaration, Int) -> Result

  enum Result: Sendable {
    case insert([Insertion])
    case notApplicable
    case leftAlone(String)
  }

  struct Insertion: Equatable, Sendable {
    var position: Int
    var text: String
  }

  /// In the order in which their texts stand at the start of a body.
  static let all: [MutationOperator] = [.noEffect, .otherValue]

  /// A function or property gives another value of its type, an initialiser makes another instance.
  static let otherValue = MutationOperator(change: .value) { declaration, number in
    // Known to have been called, even if it throws.
    let called = " wisp__value((), \(number));"
    switch declaration.kind {
    case .initialiser(let isValueType):
      guard isValueType else { return .leftAlone("an initialiser of a class") }
      let text = "\(declaration.isEmpty ? "" : ";") wisp__self(&self, \(number)) "
      return .insert([
        .init(position: declaration.start, text: called),
        .init(position: declaration.end, text: text),
      ])
    case .function where declaration.result == nil: return .notApplicable
    case .function, .getter:
      guard let type = declaration.result, let effects = declaration.effects else {
        return .leftAlone("it rethrows")
      }
      let calls =
        (effects.contains("throws") ? "try " : "") + (effects.contains("async") ? "await " : "")
      let arrow = effects.isEmpty ? "->" : "\(effects) ->"
      return .insert([
        .init(position: declaration.start, text: called + " func wisp__body() \(arrow) \(type) {"),
        .init(
          position: declaration.end,
          text: "}; return \(calls)wisp__value(\(calls)wisp__body(), \(number)) "),
      ])
    }
  }

  /// A function without a result returns at once; a mutating one with a result leaves its value as it was.
  static let noEffect = MutationOperator(change: .effect) { declaration, number in
    guard case .function(let isMutating) = declaration.kind else { return .notApplicable }
    if declaration.result == nil {
      return .insert([
        .init(position: declaration.start, text: " if wisp__off(\(number)) { return };")
      ])
    }
    guard isMutating else { return .notApplicable }
    return .insert([
      .init(
        position: declaration.start,
        text: " let wisp__old = self; defer { if wisp__off(\(number)) { self = wisp__old } };")
    ])
  }
}

/// A declaration with a body, as operators see it.
struct MutableDeclaration: Sendable {
  enum Kind: Sendable, Equatable {
    case function(isMutating: Bool)
    case getter
    case initialiser(isValueType: Bool)
  }

  var kind: Kind
  var name: String
  /// Whether its body holds nothing.
  var isEmpty: Bool
  /// Bytes from the start of the file to the place behind the opening brace.
  var start: Int
  /// Bytes to the closing brace.
  var end: Int
  /// The text of the result's type; nil for none.
  var result: String?
  /// "async throws(E)", as written; nil for what rethrows.
  var effects: String?
}
