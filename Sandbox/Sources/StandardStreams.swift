import CSpawn
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

  /// Whether a person types at the one and reads at the other, and this process is the one in front.
  package var isInteractive: Bool {
    isatty(input) == 1 && outputIsTerminal && tcgetpgrp(input) == getpgrp()
  }

  /// What a command with a terminal of its own is told of the user's, from a fixed list.
  package static func terminalVariables(_ environment: [String: String]) -> [String: String] {
    PrivateTerminal.environment(environment)
  }

  /// Those of this process.
  package static var ofThisProcess: StandardStreams {
    wisp_keep_standard_streams()
    return StandardStreams(
      input: 0, output: 1, error: 2, outputIsTerminal: isatty(1) == 1,
      errorIsTerminal: isatty(2) == 1)
  }
}
