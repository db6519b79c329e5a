package import Workspace

/// The first line in which two texts differ.
struct TextDifference {
  var line: Int
  var old: String
  var new: String
  private static let longest = 120

  /// Nil where the texts are the same, byte for byte.
  init?(_ old: String, _ new: String) {
    guard old != new || Array(old.utf8) != Array(new.utf8) else { return nil }
    let a = old.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    let b = new.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    let index = zip(a, b).enumerated().first { !$0.element.0.elementsEqual($0.element.1) }?.offset
    let first = index ?? min(a.count, b.count)
    line = first + 1
    self.old = Self.quote(a, first)
    self.new = Self.quote(b, first)
  }

  private static func quote(_ lines: [Substring.UTF8View], _ index: Int) -> String {
    guard index < lines.count else { return "(nothing)" }
    return String(String(Substring(lines[index])).prefix(longest))
  }
}

/// The first difference between the tree that was recorded and the one that came of it now.
package struct TreeDifference: Codable, Sendable, Equatable, CustomStringConvertible {
  package var path: String
  /// The first line that differs, from 1; nil where a file is missing on one side.
  package var line: Int?
  package var recorded: String
  package var now: String

  package var description: String {
    "\(path)\(line.map { ", line \($0)" } ?? ""): recorded “\(recorded)”, now “\(now)”"
  }

  /// Nil where both trees are the same, byte for byte.
  package init?(recorded: FileTree, now: FileTree) {
    guard let path = now.differences(from: recorded).sorted().first else { return nil }
    self.path = path.description
    guard let old = recorded[path], let new = now[path] else {
      line = nil
      self.recorded = recorded[path] == nil ? "(no such file)" : "(a file)"
      self.now = now[path] == nil ? "(no such file)" : "(a file)"
      return
    }
    let difference = TextDifference(
      String(decoding: old, as: UTF8.self), String(decoding: new, as: UTF8.self))
    line = difference?.line
    self.recorded = difference?.old ?? "\(old.count) bytes"
    self.now = difference?.new ?? "\(new.count) bytes"
  }
}
