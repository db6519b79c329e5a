/// The input cannot be used; shown on standard error, exit code 1.
public struct InputError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// What the user can choose.
public struct Options: Sendable, Equatable {
  public static let summary = "Pretty-prints JSON, or the part of it at a path"
  public static let rules = [
    OptionRule(
      "path", value: "PATH", help: "what to show, for example .items[0].name (usually __PATH__)"),
    OptionRule("indent", value: "N", help: "blanks a level (usually 2)"),
    OptionRule("raw", help: "print strings without quotes and escapes"),
  ]

  let path: Path
  public let indent: Int
  public let isRaw: Bool

  public init(_ arguments: Arguments) throws(UsageError) {
    path = try Path(arguments.text("path") ?? "__PATH__")
    indent = try arguments.integer("indent", default: 2, in: 0...16)
    isRaw = arguments.isOn("raw")
  }
}

/// Reads all lines and hands every line of the result to `write`.
///
/// A JSON value is only known to be whole at its end, so all of the input is kept. Several values
/// one after the other are shown one after the other.
public func filter(
  _ lines: some Sequence<String>, options: Options, write: (String) -> Void
) throws(InputError) {
  var reader = JSONReader(lines.joined(separator: "\n"))
  guard var value = try reader.next() else { throw InputError("the input is empty") }
  while true {
    for found in try options.path.values(in: value) {
      if options.isRaw, case .string(let literal) = found {
        write(unescaped(literal))
      } else {
        for line in found.lines(indent: options.indent) { write(line) }
      }
    }
    guard let next = try reader.next() else { return }
    value = next
  }
}
