/// Both ends of the three streams of a command that is about to start.
struct StreamEnds {
  /// What becomes 0, 1 and 2 inside.
  var inside: [SharedDescriptor]
  /// Nil if there is no input.
  var input: SharedDescriptor?
  var output: SharedDescriptor
  /// Nil if it goes to the output.
  var error: SharedDescriptor?
  var terminal: PrivateTerminal?

  init(of command: ConfinedCommand, streams: StandardStreams) throws(SandboxError) {
    if case .terminal = command.output {
      let terminal = try PrivateTerminal(like: streams.input)
      self.terminal = terminal
      input = terminal.controller
      output = terminal.controller
      inside = [terminal.terminal, terminal.terminal, terminal.terminal]
      guard !streams.errorIsTerminal else { return }
      let pipe = try PipeEnds()
      error = pipe.reading
      inside[2] = pipe.writing
      return
    }
    let output = try PipeEnds()
    let error = try PipeEnds()
    self.output = output.reading
    self.error = error.reading
    switch command.input {
    case .none, .terminal: inside = [try .empty(), output.writing, error.writing]
    case .bytes, .standardInput, .standardInputAfter:
      let pipe = try PipeEnds()
      input = pipe.writing
      inside = [pipe.reading, output.writing, error.writing]
    }
  }
}
