import Files
import Foundation

/// The text of the configuration file: made with comments where there is none, changed line by line, so
/// that what its user wrote stays.
package struct ConfigurationFile {
  package let path: String
  package private(set) var text: String

  /// Reads the file; where there is none, its text is the commented one of a new file.
  ///
  /// - Throws: `UsageError` where it cannot be read.
  package init(path: String) throws {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else {
      text = Self.fresh
      return
    }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw UsageError("\(path) cannot be read as text. Check who may read it.")
    }
    self.text = text
  }

  /// Sets a key at the top of the file to a text; nil comments it out.
  ///
  /// - Throws: `UsageError` where the file would not be one any more.
  package mutating func set(_ key: Configuration.Key, to value: String?) throws {
    let key = key.rawValue
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // Keys of their own come before the first table.
    let end = lines.firstIndex { $0.drop(while: \.isWhitespace).hasPrefix("[") } ?? lines.count
    let present = lines[..<end].firstIndex { Self.key(of: $0) == key }
    let waiting = lines[..<end].firstIndex { line in
      line.hasPrefix("#") && Self.key(of: String(line.dropFirst())) == key
    }
    if let value {
      let line = "\(key) = \(Self.quoted(value))"
      if let place = present ?? waiting {
        lines[place] = line
      } else {
        lines.insert(line, at: end)
        if end == lines.count - 1 { lines.append("") }
      }
    } else if let present {
      lines[present] = "# " + lines[present]
    }
    let changed = lines.joined(separator: "\n")
    _ = try Configuration(toml: changed, path: path)
    text = changed
  }

  /// Writes the file, all or nothing, with the folders above it.
  ///
  /// - Throws: `UsageError` where that cannot be.
  package func write() throws {
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url, options: .atomic)
    } catch {
      let reason = String(cString: strerror(FileFailure.code(of: error, on: url.path)))
      throw UsageError("\(path) cannot be written: \(reason). Check who may write there.")
    }
  }

  /// `model = "x"   # why` → `model`.
  private static func key(of line: String) -> String? {
    guard let equals = line.firstIndex(of: "=") else { return nil }
    let key = line[..<equals].trimmingCharacters(in: .whitespaces)
    return key.isEmpty || key.contains(where: { $0 == "#" || $0 == " " }) ? nil : key
  }

  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// The keys and values that it sets.
  func table() throws -> [String: ConfigurationValue] {
    try ConfigurationReader(path: path).table(toml: text)
  }

  /// The models that have a price of their own in it, sorted.
  ///
  /// - Throws: `UsageError` if the file is not TOML.
  package func pricedModels() throws -> [String] {
    (try table()[Configuration.Key.prices.rawValue]?.table ?? [:]).keys.sorted()
  }

  /// What a new file says: every key, none of them set.
  static var fresh: String {
    let head = """
      # The configuration of wisp, in TOML. Remove the # in front of a key to set it.
      # Options and environment variables take precedence. API keys do not belong here.


      """
    return head
      + Configuration.Key.allCases.map { key in
        (key.comment.explanation + "\n" + key.comment.example).split(separator: "\n")
          .map { "# \($0)\n" }.joined()
      }.joined(separator: "\n")
  }
}
