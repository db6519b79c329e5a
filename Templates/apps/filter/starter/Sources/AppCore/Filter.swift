/// The input cannot be used; shown on standard error, exit code 1.
public struct InputError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// What the user can choose.
public struct Options: Sendable, Equatable {
  public static let summary = "Copies standard input to standard output"
  public static let rules: [OptionRule] = []

  public init(_ arguments: Arguments) throws(UsageError) {}
}

/// Reads the lines, in order and once, and hands every line of the result to `write`.
public func filter(
  _ lines: some Sequence<String>, options: Options, write: (String) -> Void
) throws(InputError) {
  for line in lines {
    write(line)
  }
}
