import Toolchain
import Workspace

/// `import Foundation`, `Testing` or `Kit` where a name of theirs is not found, by the compiler or the
/// linker.
enum MissingImport {
  static func change(
    _ file: SourceFile, _ errors: [Diagnostic], _ tree: FileTree
  ) -> MachineRepair.Change? {
    let names = Set(errors.flatMap { Self.names(in: $0.message) })
    let members = Set(errors.compactMap { Self.member(in: $0.message) })
    var modules = errors.compactMap { error in
      error.message.firstMatch(of: /missing import of defining module '(\w+)'/)
        .map { String($0.output.1) }
    }
    if !names.isDisjoint(with: foundation) || !members.isDisjoint(with: foundationMembers) {
      modules.append("Foundation")
    }
    if file.path.description.hasPrefix("Tests/"),
      !names.isDisjoint(with: ["Test", "Suite", "expect", "require"])
    {
      modules.append("Testing")
    }
    if !names.isDisjoint(with: kitNames(in: tree)) { modules.append("Kit") }
    let missing = Set(modules).filter { module in
      known.contains(module)
        && !file.lines.contains {
          $0.firstMatch(of: /^\s*(@\w+ )?import (\w+)/)?.output.2 == Substring(module)
        }
    }.sorted()
    guard !missing.isEmpty else { return nil }
    var file = file
    let imports = file.lines.firstIndex { $0.firstMatch(of: /^(@\w+ )?import\s/) != nil }
    let place =
      imports ?? file.lines.firstIndex { !$0.hasPrefix("//") && !$0.isEmpty } ?? 0
    let isFirst = imports == nil
    file.lines.insert(contentsOf: missing.map { "import \($0)" } + (isFirst ? [""] : []), at: place)
    return MachineRepair.Change(
      what: "Import \(missing.joined(separator: " and ")) in \(file.path)", file: file)
  }

  private static func names(in message: String) -> [String] {
    [
      message.firstMatch(of: /^cannot find (?:type )?'(\w+)' in scope/)?.output.1,
      message.firstMatch(of: /^unknown attribute '(\w+)'/)?.output.1,
      message.firstMatch(of: /^no macro named '(\w+)'/)?.output.1,
      // The compiler calls libm for what is no instruction (`x.rounded()`); Foundation links it.
      message.firstMatch(of: /^undefined reference to '(\w+)'/)?.output.1,
    ].compactMap { $0.map(String.init) }
  }

  private static func member(in message: String) -> String? {
    message.firstMatch(of: /^value of type '[^']+' has no member '(\w+)'/)
      .map { String($0.output.1) }
  }

  /// The public names of Kit, where the app has it.
  private static func kitNames(in tree: FileTree) -> Set<String> {
    var names: Set<String> = []
    for path in tree.paths where path.description.hasPrefix("Sources/Kit/") {
      for line in (tree.text(path) ?? "").split(separator: "\n") {
        if let name = line.firstMatch(of: /^public (?:struct|enum|protocol|func) (\w+)/) {
          names.insert(String(name.output.1))
        }
      }
    }
    return names
  }

  private static let known: Set = ["Foundation", "Testing", "Kit"]

  private static let foundation: Set = [
    "Date", "Data", "URL", "UUID", "Calendar", "DateFormatter", "DateComponents", "TimeZone",
    "Locale", "FileManager", "FileHandle", "JSONEncoder", "JSONDecoder", "JSONSerialization",
    "NSRegularExpression", "NSString", "NSNumber", "NumberFormatter", "ISO8601DateFormatter",
    "ProcessInfo", "Process", "Decimal", "CharacterSet", "TimeInterval", "Bundle", "exit", "sqrt",
    "pow", "floor", "ceil", "round", "sin", "cos", "tan", "log", "log2", "log10", "exp", "fabs",
    "rint", "trunc", "fmod", "roundf", "rintf", "truncf", "floorf", "ceilf",
    "fputs", "stderr", "stdout", "fflush", "isatty", "NSRange", "IndexSet", "Measurement",
  ]

  private static let foundationMembers: Set = [
    "components", "trimmingCharacters", "replacingOccurrences", "range", "localizedDescription",
    "addingPercentEncoding", "removingPercentEncoding", "padding", "capitalized", "data",
    "appendingPathComponent", "lastPathComponent", "localizedCaseInsensitiveCompare",
    "caseInsensitiveCompare", "enumerateLines", "contentsOfFile", "write", "formatted",
  ]
}
