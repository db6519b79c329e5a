import Toolchain
import Workspace

/// Names that are there twice: AppCore's own is taken where a library has one of the same name, and a helper
/// that two test files declare becomes each file's own.
enum NamingCollision {
  static func change(
    _ file: SourceFile, _ errors: [Diagnostic], _ tree: FileTree
  ) -> MachineRepair.Change? {
    takesOwn(file, errors, tree) ?? keepsApart(file, errors, tree)
  }

  /// `import struct AppCore.Tag` beside `import AppCore`: that one goes before those of whole modules.
  private static func takesOwn(
    _ file: SourceFile, _ errors: [Diagnostic], _ tree: FileTree
  ) -> MachineRepair.Change? {
    guard
      let whole = file.lines.firstIndex(where: {
        $0 == "import AppCore" || $0 == "@testable import AppCore"
      })
    else { return nil }
    var names: [String] = []
    var imports: [String] = []
    for error in errors
    where error.message.contains(" is ambiguous for type lookup")
      || error.message.hasPrefix("ambiguous use of '")
    {
      guard let name = file.word(line: error.line, column: error.column), !names.contains(name),
        let kind = kind(of: name, in: tree)
      else { continue }
      names.append(name)
      imports.append(
        file.lines[whole].replacing("import AppCore", with: "import \(kind) AppCore.\(name)"))
    }
    var file = file
    file.lines.insert(contentsOf: imports, at: whole + 1)
    return MachineRepair.Change(names.map { "take AppCore's own \($0)" }, in: file)
  }

  /// What AppCore declares a name as, where it is one thing only.
  private static func kind(of name: String, in tree: FileTree) -> String? {
    var kinds: Set<String> = []
    for path in tree.paths where path.description.hasPrefix("Sources/AppCore/") {
      for line in SourceFile(path, in: tree).lines {
        let match = line.firstMatch(
          of:
            /^(?:(?:public|final|indirect|@\w+) )*(struct|enum|class|protocol|typealias|func|let|var) (\w+)/
        )
        if let match, match.output.2 == name { kinds.insert(String(match.output.1)) }
      }
    }
    return kinds.count == 1 ? kinds.first : nil
  }

  /// `private` on both declarations of a helper at the left margin of two test files.
  private static func keepsApart(
    _ file: SourceFile, _ errors: [Diagnostic], _ tree: FileTree
  ) -> MachineRepair.Change? {
    guard file.path.description.hasPrefix("Tests/") else { return nil }
    var files = [file]
    var names: [String] = []
    for error in errors {
      guard
        let name = error.message.firstMatch(of: /^invalid redeclaration of '(\w+)/)?.output.1,
        let other = error.notes.compactMap({
          $0.firstMatch(of: /^(Tests\/\S+\.swift):(\d+): .*previously declared here/)?.output
        }).first, let path = try? SafePath(String(other.1)), path != file.path,
        let line = Int(other.2)
      else { continue }
      if !files.contains(where: { $0.path == path }) { files.append(SourceFile(path, in: tree)) }
      let before = files
      for index in files.indices {
        let place =
          files[index].path == path ? line : files[index].path == file.path ? error.line : nil
        guard let place, files[index].lines.indices.contains(place - 1),
          files[index].lines[place - 1].firstMatch(
            of: /^(?:@Test|func|struct|enum|final class|class|let|var|extension)\b/)
            != nil
        else { continue }
        files[index].lines[place - 1] =
          files[index].lines[place - 1].firstMatch(of: /^@Test\b/) == nil
          ? "private \(files[index].lines[place - 1])"
          : files[index].lines[place - 1].replacing(
            "func ", with: "private func ", maxReplacements: 1)
      }
      if files != before { names.append(String(name)) }
    }
    return MachineRepair.Change(
      names.map { "keep each \($0) to its own file" },
      in: files.filter { $0.text != tree.text($0.path) })
  }
}

extension SourceFile {
  /// The name that begins at a column, counted as the compiler does.
  func word(line: Int?, column: Int?) -> String? {
    guard let line, let column, lines.indices.contains(line - 1) else { return nil }
    let rest = lines[line - 1].utf8.dropFirst(column - 1)
    return String(decoding: rest, as: UTF8.self).prefixMatch(of: /[A-Za-z_]\w*/)
      .map { String($0.output) }
  }
}
