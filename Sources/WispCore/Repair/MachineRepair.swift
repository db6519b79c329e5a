package import Toolchain
package import Workspace

/// A repair that needs no model: safe, small, and tried before one is asked.
///
/// Pure. Whether it helped is for the next check to say; one that does not is undone.
package struct MachineRepair: Sendable, Equatable {
  /// For the commit and the user: "Import Foundation in Sources/AppCore/A.swift".
  package var what: String
  package var tree: FileTree

  /// The first kind of repair that changes something; nil where none fits.
  ///
  /// `frozen` files stay as they are, as do Kit and what is no Swift.
  package static func first(
    for verdict: Verdict, tree: FileTree, frozen: Set<SafePath> = []
  ) -> MachineRepair? {
    var errors: [SafePath: [Diagnostic]] = [:]
    for diagnostic in verdict.diagnostics where diagnostic.severity == .error {
      guard let path = diagnostic.file.flatMap({ try? SafePath($0) }), tree[path] != nil,
        path.description.hasSuffix(".swift"), path.description != "Package.swift",
        !path.description.hasPrefix("Sources/Kit/")
      else { continue }
      errors[path, default: []].append(diagnostic)
    }
    for kind in kinds {
      var repaired = tree
      var done: [String] = []
      for (path, found) in errors.sorted(by: { $0.key < $1.key }) {
        guard let change = kind(SourceFile(path, in: repaired), found, repaired) else { continue }
        guard change.files.allSatisfy({ !frozen.contains($0.path) }),
          change.files.contains(where: { $0.text != repaired.text($0.path) })
        else { continue }
        for file in change.files { repaired[file.path] = Array(file.text.utf8) }
        done.append(change.what)
      }
      if !done.isEmpty {
        return MachineRepair(what: done.joined(separator: "; "), tree: repaired)
      }
    }
    return nil
  }

  /// Files as they become, and what was done to them.
  struct Change {
    var what: String
    var files: [SourceFile]

    init(what: String, file: SourceFile) {
      self.what = what
      files = [file]
    }

    /// What was done, thing by thing: "Make a a constant, mark b as mutating in A.swift"; nil where nothing was.
    init?(_ done: [String], in files: [SourceFile]) {
      var said: [String] = []
      for text in done where !said.contains(text) { said.append(text) }
      guard let first = said.first, !files.isEmpty else { return nil }
      let all = [first.prefix(1).uppercased() + first.dropFirst()] + said.dropFirst()
      what =
        all.joined(separator: ", ") + " in "
        + files.map(\.path.description).joined(separator: " and ")
      self.files = files
    }

    init?(_ done: [String], in file: SourceFile) { self.init(done, in: [file]) }
  }

  private typealias Kind = @Sendable (SourceFile, [Diagnostic], FileTree) -> Change?

  private static let kinds: [Kind] = [
    MissingImport.change, MissingAccess.change, MissingEffect.change, MissingMutation.change,
    NamingCollision.change, StandardStreams.change, SharedConstant.change, MissingSendable.change,
    MissingIsolation.change,
  ]
}

/// The lines of one file.
struct SourceFile: Equatable {
  let path: SafePath
  var lines: [String]

  init(_ path: SafePath, in tree: FileTree) {
    self.path = path
    lines = (tree.text(path) ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  var text: String { lines.joined(separator: "\n") }

  /// Puts text before a column, counted from 1 in bytes as the compiler does.
  ///
  /// - Returns: False where there is no such place.
  mutating func insert(_ text: String, line: Int?, column: Int?) -> Bool {
    guard let line, let column, lines.indices.contains(line - 1) else { return false }
    let bytes = lines[line - 1].utf8
    guard column >= 1, column - 1 <= bytes.count,
      let place = bytes.index(bytes.startIndex, offsetBy: column - 1)
        .samePosition(in: lines[line - 1])
    else { return false }
    lines[line - 1].insert(contentsOf: text, at: place)
    return true
  }

  /// The line, from 0, of the function that a line of its body belongs to.
  func function(around line: Int?) -> Int? {
    guard let line, lines.indices.contains(line - 1) else { return nil }
    let depth = Self.indent(lines[line - 1])
    return lines[..<(line - 1)].lastIndex { text in
      Self.indent(text) < depth && text.firstMatch(of: /\bfunc \w/) != nil
    }
  }

  private static func indent(_ line: String) -> Int {
    line.allSatisfy(\.isWhitespace) ? .max : line.prefix { $0 == " " || $0 == "\t" }.count
  }
}
