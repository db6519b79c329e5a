/// Text from the model, the compiler or an app, made harmless for a terminal.
///
/// Control characters, escape sequences, marks of direction and invisible letters, which can hide code,
/// are shown as a replacement character; tabs, what emoji and joined letters are made of
/// (`HiddenScalars.belongs`) and, if asked for, line ends stay.
package func printable(_ text: String, keepingLines: Bool = false) -> String {
  if text.isPlain { return text }
  var result = String.UnicodeScalarView()
  text.forEachScalar { scalar, _, isShown in
    switch scalar.value {
    case 0x09: result.append(scalar)
    case 0x0A where keepingLines: result.append(scalar)
    case 0x0A, 0x0D: result.append(" ")
    default: result.append(isShown ? scalar : "\u{FFFD}")
    }
  }
  return String(result)
}
