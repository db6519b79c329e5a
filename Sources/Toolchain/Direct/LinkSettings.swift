/// How the linker is called for a program: clang's answer, asked once, with places to fill in.
///
/// Starting the linker without clang, and reading what objects want to be linked with without
/// `swift-autolink-extract`, saves most of the time of linking a small program.
struct LinkSettings: Equatable, Sendable {
  /// Program and arguments, `objects` and `program` standing for themselves.
  private var arguments: [String]

  /// In place of the objects and libraries of a program; a file, so that clang accepts it.
  static let objects = "/dev/null"
  /// In place of the program.
  static let program = "/wisp/program"

  /// Reads what `clang -###` prints; nil if there is no command in it.
  init?(clang output: String) {
    guard let line = output.split(separator: "\n").last(where: { $0.hasPrefix(" \"") }),
      line.hasSuffix("\"")
    else { return nil }
    self.init(arguments: line.dropFirst(2).dropLast().split(separator: "\" \"").map(String.init))
  }

  /// Reads one argument a line.
  init?(lines: String) {
    self.init(arguments: lines.split(separator: "\n").map(String.init))
  }

  private init?(arguments: [String]) {
    guard arguments.first?.hasPrefix("/") == true, arguments.contains(Self.objects),
      arguments.contains(Self.program)
    else { return nil }
    self.arguments = arguments
  }

  /// One argument a line.
  var lines: String { arguments.joined(separator: "\n") + "\n" }

  /// The command that links `parts` (objects, libraries, options) to `program`.
  func command(linking parts: [String], to program: String) -> [String] {
    arguments.flatMap { argument in
      switch argument {
      case Self.objects: parts
      case Self.program: [program]
      default: [argument]
      }
    }
  }
}
