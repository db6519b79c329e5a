import Foundation

/// The lines that were typed before, oldest first, in a file with one entry a line.
///
/// Several processes may add to the file at once: each appends. A file that cannot be read or written is
/// as good as none.
package struct LineHistory: Sendable {
  /// What is kept, and by how much a file may be longer before it is cut.
  private static let limit = 1_000
  private static let slack = 200
  /// Entries longer than this are for once.
  private static let longest = 8_000

  private let path: String?
  package private(set) var entries: [String] = []
  /// The entry that is shown; the number of entries where it is the draft.
  private var position = 0
  /// What was being typed before the first look back.
  private var draft = ""

  /// - Parameter path: The file; nil for a history that is forgotten.
  package init(path: String?) {
    self.path = path
    if let path, let data = FileManager.default.contents(atPath: path) {
      entries = String(decoding: data, as: UTF8.self).split(separator: "\n").map(Self.decoded)
    }
    if entries.count > Self.limit {
      let isLong = entries.count > Self.limit + Self.slack
      entries = entries.suffix(Self.limit)
      if isLong { rewrite() }
    }
    position = entries.count
  }

  /// Takes `text` in, and goes back to the end.
  ///
  /// Nothing is added twice in a row.
  package mutating func add(_ text: String) {
    defer {
      position = entries.count
      draft = ""
    }
    guard !text.isEmpty, text != entries.last, text.utf8.count <= Self.longest else { return }
    entries.append(text)
    guard let path else { return }
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try? handle.write(contentsOf: Data((Self.encoded(text) + "\n").utf8))
  }

  /// The entry before the one that is shown, where `current` is what stands there now; nil at the first.
  package mutating func older(than current: String) -> String? {
    guard position > 0 else { return nil }
    if position == entries.count { draft = current }
    position -= 1
    return entries[position]
  }

  /// The entry after the one that is shown, at last what was being typed; nil there.
  package mutating func newer() -> String? {
    guard position < entries.count else { return nil }
    position += 1
    return position == entries.count ? draft : entries[position]
  }

  private func rewrite() {
    guard let path else { return }
    let text = entries.map { Self.encoded($0) + "\n" }.joined()
    let new = path + ".new"
    guard
      FileManager.default.createFile(
        atPath: new, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else { return }
    rename(new, path)
  }

  private static func encoded(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }

  private static func decoded(_ line: Substring) -> String {
    var text = ""
    var isEscaped = false
    for character in line {
      if isEscaped {
        text.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        text.append(character)
      }
    }
    return text
  }
}
