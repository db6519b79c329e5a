import Foundation

/// The caller's own streams, for commands that read from and pass on to them.
package struct StandardStreams: Sendable, Equatable {
  /// Descriptors; they stay the caller's.
  package var input: Int32
  package var output: Int32
  package var error: Int32
  /// Whether what is passed on must be made harmless for a terminal first.
  package var outputIsTerminal: Bool
  package var errorIsTerminal: Bool

  package init(
    input: Int32, output: Int32, error: Int32, outputIsTerminal: Bool, errorIsTerminal: Bool
  ) {
    self.input = input
    self.output = output
    self.error = error
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
  }

  /// Those of this process.
  package static var ofThisProcess: StandardStreams {
    StandardStreams(
      input: 0, output: 1, error: 2, outputIsTerminal: isatty(1) == 1,
      errorIsTerminal: isatty(2) == 1)
  }
}
