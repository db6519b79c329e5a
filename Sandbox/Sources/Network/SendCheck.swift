/// Looks at what a program sends over one connection before it is passed on.
protocol SendCheck {
  /// Takes the next bytes of the program.
  mutating func append(_ bytes: [UInt8]) -> SendVerdict
  /// Takes the next bytes of the server; they are passed on in any case.
  mutating func heard(_ bytes: [UInt8]) -> SendVerdict
  /// Says what to do at the end of what the program sends.
  mutating func end() -> SendVerdict
  /// Whether nothing more is read from the program until the server has said something.
  var waitsForServer: Bool { get }
}

enum SendVerdict: Equatable {
  /// These bytes are sent on now; none if more must be seen first.
  case pass([UInt8])
  /// The last bytes are sent on; whatever else comes is not looked at.
  case passAll([UInt8])
  /// The last bytes are sent on, and nothing after them.
  case last([UInt8])
  /// The connection is closed.
  case refuse(target: String, reason: String)
}
