/// A text that is safe inside HTML and SVG, in texts and in quoted attributes.
///
/// Goes by unicode scalars: a mark that joins the sign before it hides nothing. Scalars that no page may
/// hold become `U+FFFD`.
public func html(_ text: String) -> String {
  var safe = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": safe.append(contentsOf: "&amp;".unicodeScalars)
    case "<": safe.append(contentsOf: "&lt;".unicodeScalars)
    case ">": safe.append(contentsOf: "&gt;".unicodeScalars)
    case "\"": safe.append(contentsOf: "&quot;".unicodeScalars)
    case "'": safe.append(contentsOf: "&#39;".unicodeScalars)
    case "\t", "\n", "\r": safe.append(scalar)
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": safe.append("\u{FFFD}")
    default: safe.append(scalar)
    }
  }
  return String(safe)
}
