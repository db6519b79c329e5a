import Toolchain
import Workspace

/// `public` on what App uses of AppCore and the author forgot to open.
enum MissingAccess {
  static func change(
    _ file: SourceFile, _ errors: [Diagnostic], _ tree: FileTree
  ) -> MachineRepair.Change? {
    guard file.path.description.hasPrefix("Sources/App/") else { return nil }
    for error in errors {
      guard
        let name = error.message.firstMatch(
          of: /^'(\w+)' is inaccessible due to 'internal' protection level/)?.output.1,
        let (found, line) = declaration(of: String(name), in: tree)
      else { continue }
      var owner = found
      let indent = owner.lines[line].prefix { $0 == " " }
      owner.lines[line] = indent + "public " + owner.lines[line].dropFirst(indent.count)
      return MachineRepair.Change(what: "Make \(name) public in \(owner.path)", file: owner)
    }
    return nil
  }

  /// The only declaration of a name in AppCore, where there is exactly one.
  private static func declaration(
    of name: String, in tree: FileTree
  ) -> (file: SourceFile, line: Int)? {
    var found: [(SourceFile, Int)] = []
    for path in tree.paths where path.description.hasPrefix("Sources/AppCore/") {
      let file = SourceFile(path, in: tree)
      for (index, line) in file.lines.enumerated() {
        let match = line.firstMatch(
          of:
            /^ *(?:static |mutating |final )*(?:func|struct|enum|class|actor|var|let|protocol) (\w+)/
        )
        if match?.output.1 == Substring(name) { found.append((file, index)) }
      }
    }
    return found.count == 1 ? found[0] : nil
  }
}
