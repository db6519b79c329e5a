/// One place of AppCore that can be made to behave otherwise, while everything else stays.
struct Mutant: Equatable, Sendable {
  /// From 1, within one module.
  var number: Int
  /// The name that a test uses for it: of the function or property, of the type for an initialiser.
  var name: String
  /// Relative to the app.
  var file: String
  /// The line of its declaration, from 1.
  var line: Int
  /// The last line of its declaration.
  var lastLine: Int
  /// Which operator made it.
  var change: Change

  enum Change: String, Sendable {
    /// It gives another value of its type.
    case value
    /// It does nothing.
    case effect
  }

  /// "`total` gives another value".
  var text: String {
    switch change {
    case .value: "`\(name)` gives another value"
    case .effect: "`\(name)` does nothing"
    }
  }
}

/// AppCore with all its mutants in one source, each behind a switch.
struct MutatedModule: Equatable, Sendable {
  /// The new texts by path; lines stay where they are.
  var files: [String: String] = [:]
  var mutants: [Mutant] = []
  /// Functions that are left alone, with the reason.
  var leftAlone: [String] = []

  /// More do not fit the record of the test program.
  static let most = 1000
}
