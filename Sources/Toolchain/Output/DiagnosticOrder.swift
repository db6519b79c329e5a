import Events
import Workspace

/// Puts the messages that explain the others first, and drops those that only follow from others.
enum DiagnosticOrder {
  /// Root errors first: errors before warnings; the package's manifest, then sources in the order in
  /// which their modules were compiled, then tests; within a module what stops whole files first.
  static func rootsFirst(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let kept = withoutCascades(diagnostics)
    var modules: [String: Int] = [:]
    for diagnostic in kept {
      let module = module(of: diagnostic.file)
      if modules[module] == nil { modules[module] = modules.count }
    }
    return kept.enumerated().map { item in
      let diagnostic = item.element
      let key = [
        diagnostic.severity == .error ? 0 : 1, area(of: diagnostic.file),
        modules[module(of: diagnostic.file)] ?? 0, weight(of: diagnostic),
      ]
      return (key, diagnostic, item.offset)
    }.sorted { a, b in
      if a.0 != b.0 { return a.0.lexicographicallyPrecedes(b.0) }
      if a.1.file != b.1.file { return (a.1.file ?? "") < (b.1.file ?? "") }
      if a.1.line != b.1.line { return (a.1.line ?? 0) < (b.1.line ?? 0) }
      if a.1.column != b.1.column { return (a.1.column ?? 0) < (b.1.column ?? 0) }
      return a.2 < b.2
    }.map(\.1)
  }

  private static func withoutCascades(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let errors = diagnostics.filter { $0.severity == .error }
    let broken = Set(errors.filter { missingModule($0) == nil }.map { module(of: $0.file) })
    let places = Set(errors.filter { !isOfMacro($0) }.map { Place($0) })
    let kept = diagnostics.filter { diagnostic in
      if let module = missingModule(diagnostic), broken.contains(module) { return false }
      // What a macro's expansion says about a line that has an error of its own.
      if isOfMacro(diagnostic), places.contains(Place(diagnostic)) { return false }
      return true
    }
    let telling = kept.filter { !isSummary($0) }
    return telling.contains { $0.severity == .error } ? telling : kept
  }

  private struct Place: Hashable {
    var file: String?
    var line: Int?

    init(_ diagnostic: Diagnostic) {
      file = diagnostic.file
      line = diagnostic.line
    }
  }

  /// Messages that only say that a step failed, where others say why.
  private static func isSummary(_ diagnostic: Diagnostic) -> Bool {
    guard diagnostic.file == nil, diagnostic.severity == .error else { return false }
    let message = diagnostic.message
    return message.contains("command failed with exit code")
      || message.contains("Invalid manifest (compiled with")
      || message.hasPrefix("ExitCode(rawValue:") || message == "fatalError"
  }

  private static func missingModule(_ diagnostic: Diagnostic) -> String? {
    guard diagnostic.message.hasPrefix("no such module '") else { return nil }
    return String(diagnostic.message.dropFirst("no such module '".count).dropLast())
  }

  private static func isOfMacro(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.notes.contains(Diagnostic.expansionNote)
  }

  private static func area(of file: String?) -> Int {
    switch file {
    case nil: 3
    case AppLayout.packageManifest.description: 0
    case let file? where file.hasPrefix(AppLayout.tests): 2
    default: 1
    }
  }

  /// "Sources/App/main.swift" → "App".
  private static func module(of file: String?) -> String {
    let parts = (file ?? "").split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }

  private static func weight(of diagnostic: Diagnostic) -> Int {
    let roots = [
      "no such module", "expected ", "invalid redeclaration", "cannot find type ",
      "unterminated string", "extraneous '}'",
    ]
    if roots.contains(where: diagnostic.message.hasPrefix) { return 0 }
    return diagnostic.message.contains("does not conform to protocol") ? 0 : 1
  }
}
