/// Where a text of an input is: standard input or a file.
enum TextPlace: Sendable, Equatable {
  case stdin
  case file(String)

  /// The place of the only text that an input has; nil if it has none or several.
  init?(of input: Input) {
    let places = Self.all(of: input).filter { !$0.text(of: input).isEmpty }
    guard places.count == 1 else { return nil }
    self = places[0]
  }

  static func all(of input: Input) -> [TextPlace] {
    [.stdin] + input.files.keys.sorted().map(file)
  }

  func text(of input: Input) -> String {
    switch self {
    case .stdin: input.stdin
    case .file(let path): input.files[path] ?? ""
    }
  }

  func replaced(in input: Input, by text: String) -> Input {
    var other = input
    switch self {
    case .stdin: other.stdin = text
    case .file(let path): other.files[path] = text
    }
    return other
  }
}
