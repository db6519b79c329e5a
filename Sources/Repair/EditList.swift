import Events
import Workspace

typealias Edit = FixIt.Edit

/// Edits of files that a mend may change, collected one change at a time.
///
/// The compiler was given hostile sources: an edit counts only if it is in a Swift file that a model wrote, within its
/// bounds, between whole characters and of the size of a mend.
struct EditList {
  private enum Most {
    static let changes = 200
    static let edits = 20
    /// Bytes that one edit puts in.
    static let added = 4_000
    /// Bytes that one edit takes out.
    static let removed = 500
  }

  private let tree: FileTree
  private let frozen: Set<SafePath>
  private var edits: [SafePath: [Edit]] = [:]
  private var changes = 0

  init(_ tree: FileTree, frozen: Set<SafePath>) {
    self.tree = tree
    self.frozen = frozen
  }

  /// Adds the edits of one change; returns false, and adds none of them, if one may not be made or is in the way of
  /// an earlier one.
  mutating func add(_ change: [Edit]) -> Bool {
    guard (1...Most.edits).contains(change.count), changes < Most.changes else { return false }
    var result = edits
    for edit in change {
      guard let path = Self.path(edit.file, frozen: frozen), let bytes = tree[path],
        isWithin(edit, bytes)
      else { return false }
      let edit = Self.separated(edit, bytes)
      guard result[path, default: []].contains(edit) == false else { continue }
      guard !result[path, default: []].contains(where: { Self.clash($0, edit) }) else {
        return false
      }
      result[path, default: []].append(edit)
    }
    guard result != edits else { return false }
    edits = result
    changes += 1
    return true
  }

  /// The tree with all edits made.
  var applied: FileTree {
    var result = tree
    for (path, list) in edits {
      guard var bytes = tree[path] else { continue }
      let ordered = list.enumerated().sorted {
        Self.order($0.element, $0.offset) < Self.order($1.element, $1.offset)
      }
      // From the end, so that places before stay where they are.
      for (_, edit) in ordered.reversed() {
        bytes.replaceSubrange(edit.start..<edit.end, with: edit.text.utf8)
      }
      result[path] = bytes
    }
    return result
  }

  /// The path of a file that a mend may change; nil for Kit, the package's manifest and accepted tests.
  static func path(_ file: String?, frozen: Set<SafePath>) -> SafePath? {
    guard let path = file.flatMap({ try? SafePath($0) }), !frozen.contains(path) else { return nil }
    let name = path.description
    guard name.hasSuffix(".swift"),
      name.hasPrefix(AppLayout.sources) || name.hasPrefix(AppLayout.tests),
      !name.hasPrefix(AppLayout.kit)
    else { return nil }
    return path
  }

  private func isWithin(_ edit: Edit, _ bytes: [UInt8]) -> Bool {
    guard edit.start >= 0, edit.start <= edit.end, edit.end <= bytes.count,
      edit.end - edit.start <= Most.removed, edit.text.utf8.count <= Most.added
    else { return false }
    return [edit.start, edit.end].allSatisfy { $0 == bytes.count || bytes[$0] & 0xC0 != 0x80 }
  }

  /// With a blank where the compiler forgets it: its `final` stands before `class` without one.
  private static func separated(_ edit: Edit, _ bytes: [UInt8]) -> Edit {
    guard edit.start == edit.end, edit.end < bytes.count, let last = edit.text.utf8.last,
      isOfWord(last), isOfWord(bytes[edit.end])
    else { return edit }
    var edit = edit
    edit.text += " "
    return edit
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || Character(UnicodeScalar(byte)).isLetter
      || Character(UnicodeScalar(byte)).isNumber
  }

  private static func clash(_ a: Edit, _ b: Edit) -> Bool {
    a.start == b.start && a.end == b.end && a.end > a.start
      || a.start < b.end && b.start < a.end
  }

  /// `try` goes before `await` at one place; other insertions at one place stay in their order.
  private static func order(_ edit: Edit, _ number: Int) -> (Int, Int, Int, Int) {
    (edit.start, edit.end, edit.text == "await " ? 1 : 0, number)
  }
}
