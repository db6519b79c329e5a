import Events
import SwiftSyntax
import Workspace

/// `import Foundation`, `Testing`, `Kit` or `AppCore` if a name of theirs is not found, by the compiler or the linker.
enum MissingImport {
  static func changes(for errors: [Diagnostic], _ app: AppCode) -> [Change] {
    Set(errors.compactMap(\.file)).sorted().flatMap { path -> [Change] in
      guard let file = app.file(path) else { return [] }
      let missing = modules(for: errors.filter { $0.file == path }, in: file, app)
        .subtracting(file.imported).sorted()
      guard !missing.isEmpty else { return [] }
      let lines = missing.map {
        $0 == AppLayout.coreModule && path.hasPrefix(AppLayout.tests)
          ? "@testable import \(AppLayout.coreModule)" : "import \($0)"
      }
      return [
        Change(
          what: "import \(missing.joined(separator: " and "))", edits: [file.importing(lines)])
      ]
    }
  }

  private static func modules(
    for errors: [Diagnostic], in file: CodeFile, _ app: AppCode
  ) -> Set<String> {
    let names = Set(errors.flatMap { Self.names(in: $0.message) })
    let members = Set(errors.compactMap { Self.member(in: $0.message) })
    var modules = Set(errors.compactMap { defining(in: $0.message) }).intersection(known)
    if !names.isDisjoint(with: foundation) || !members.isDisjoint(with: foundationMembers) {
      modules.insert("Foundation")
    }
    let isTest = file.path.hasPrefix(AppLayout.tests)
    if isTest, !names.isDisjoint(with: ["Test", "Suite", "expect", "require"]) {
      modules.insert("Testing")
    }
    let kit = app.files(in: AppLayout.kit).flatMap(\.declarations).filter(\.isPublic)
    if kit.contains(where: { ($0.isOutermost ? names : members).contains($0.name) }) {
      modules.insert(AppLayout.kitModule)
    }
    if isTest || file.path.hasPrefix(AppLayout.app),
      app.files(in: AppLayout.core).flatMap(\.declarations)
        .contains(where: { $0.isOutermost && names.contains($0.name) })
    {
      modules.insert(AppLayout.coreModule)
    }
    return modules
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

  private static func defining(in message: String) -> String? {
    message.firstMatch(of: /missing import of defining module '(\w+)'/).map { String($0.output.1) }
  }

  private static let known: Set = [
    "Foundation", "Testing", AppLayout.kitModule, AppLayout.coreModule,
  ]

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
