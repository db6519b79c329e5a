import Foundation
import WispCore

/// The text of the configuration file: made with comments where there is none, changed line by line, so
/// that what its user wrote stays.
struct ConfigurationFile {
  let path: String
  private(set) var text: String

  /// Reads the file; where there is none, its text is the commented one of a new file.
  ///
  /// - Throws: `UsageError` where it cannot be read.
  init(path: String) throws {
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
  mutating func set(_ key: String, to value: String?) throws {
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
  func write() throws {
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

  /// What a new file says: every key, none of them set.
  static let fresh = """
    # The configuration of wisp, in TOML. Remove the # in front of a key to set it.
    # Options and environment variables take precedence. API keys do not belong here.

    # The model that is used if neither --model nor WISP_MODEL names one; `wisp models` lists them.
    # model = "builtin"

    # The model for one last try if a session makes no progress. Without it the session's own model is asked
    # once more, with more effort. "none" stops at once.
    # stronger = "anthropic/claude-opus-4-5"

    # The most that one app may cost, over its whole life: dollars, tokens such as "20k", or time such as "10min".
    # budget = "0.50usd"

    # The most that all apps together may cost a day.
    # day_budget = "5usd"

    # How long an app lives unless it is kept: "12h", "7d" or "2w".
    # ttl = "7d"

    # How much disk the tools of `wisp once` may take.
    # cache_budget = "1GB"

    # Prices of models that wisp does not know, in dollars for a million tokens.
    # [prices."openai-compatible/my-model"]
    # input = 0.2
    # output = 0.8

    """
}
