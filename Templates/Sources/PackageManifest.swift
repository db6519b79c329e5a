import Workspace

/// Renders an app's `Package.swift`: always from the template, never from a model's reply.
package enum PackageManifest {
  /// The name that stands for the app's in a starter.
  package static let placeholder = "starter"

  /// The starter's `Package.swift` with the package and its program called `appName`.
  package static func render(
    appName: String, template: Template
  ) throws(TemplateError) -> String {
    try check(appName)
    guard let starter = template.starter.text(AppLayout.packageManifest) else {
      throw TemplateError(.missing, "The template \(template.name) has no starter/Package.swift.")
    }
    return starter.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in rendered(line, appName: appName) }
      .joined(separator: "\n")
  }

  /// Refuses names that are not 1 to 64 of a-z, 0-9 and `-`, beginning with a letter.
  ///
  /// The name becomes part of a Swift file that runs at build time, so nothing else may get in.
  package static func check(_ appName: String) throws(TemplateError) {
    let bytes = Array(appName.utf8)
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard let first = bytes.first, letters.contains(first), bytes.count <= 64,
      bytes.allSatisfy({ byte in
        letters.contains(byte) || digits.contains(byte) || byte == UInt8(ascii: "-")
      })
    else {
      throw TemplateError(
        .name, "\"\(appName)\" cannot be an app's name: use a-z, 0-9 and -, a letter first.")
    }
  }

  /// Only the package's own name and the program's name are lines of this shape.
  private static func rendered(_ line: Substring, appName: String) -> String {
    let text = line.drop { character in character == " " }
    let indent = line.prefix(line.count - text.count)
    for head in ["name: ", ".executable(name: "] {
      let old = head + "\"\(placeholder)\""
      if text.hasPrefix(old) {
        return indent + head + "\"\(appName)\"" + text.dropFirst(old.count)
      }
    }
    return String(line)
  }
}
