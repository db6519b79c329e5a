import Foundation

/// What a build folder holds: the tree that it was built from, and how large the program is.
///
/// Build folders are not synced, so after a power loss a program may be cut, or empty: then its size is
/// not the one that was noted, and it is built again.
package struct BuildStamp: Sendable, Equatable {
  package let tree: String
  /// Nil where there is no program.
  package let programBytes: Int?

  /// The stamp of what is in the build folder now, taken for built from `tree`.
  package init(tree: String, product: String, of app: AppDirectory) {
    self.tree = tree
    programBytes = Self.bytes(of: app.scratch + "/debug/" + product)
  }

  /// The stamp that was left there; nil where there is none.
  package init?(of app: AppDirectory) {
    guard let text = try? String(contentsOfFile: app.builtTree, encoding: .utf8) else { return nil }
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let tree = words.first else { return nil }
    self.tree = String(tree)
    programBytes = words.count > 1 ? Int(words[1]) : nil
  }

  /// Leaves it beside the build folder.
  package func write(to app: AppDirectory) throws {
    let text = ([tree] + (programBytes.map { ["\($0)"] } ?? [])).joined(separator: " ")
    try text.write(toFile: app.builtTree, atomically: true, encoding: .utf8)
  }

  /// The size of a program; nil where there is no such file.
  static func bytes(of program: String) -> Int? {
    var status = stat()
    guard stat(program, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }
}
