/// Text from the model, the compiler or an app, made harmless for a terminal.
///
/// Control characters, escape sequences and the bidirectional overrides that can hide code are shown
/// as a replacement character; tabs and, where asked for, line ends stay.
func printable(_ text: String, keepingLines: Bool = false) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x09: result.append(scalar)
    case 0x0A where keepingLines: result.append(scalar)
    case 0x0A, 0x0D: result.append(" ")
    case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F:
      result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}
