/// The user gave options that make no sense; shown on standard error, exit code 2.
public struct UsageError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}

/// The input cannot be used; shown on standard error, exit code 1.
public struct InputError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
