import Workspace

/// What a module's files import, found without parsing them.
enum Imports {
  /// Refuses imports of what `swift build` may or may not have made by then: all modules of a build
  /// lie in one folder there, whether a target says that it depends on them or not.
  ///
  /// Modules that nobody knows are none of those: they are missing both ways.
  static func check(
    _ module: DirectPlan.Module, of plan: DirectPlan, in tree: FileTree
  ) throws(PackageShape.Refusal) {
    var others = Set(plan.modules.map(\.name))
      .union(DependencyStore.allowed.flatMap(\.modules).map(\.name))
      .subtracting(module.modules + [module.name] + module.prebuilt)
    // Its programs have no business with it, and it brings an entry point.
    if module.kind != .test { others.insert("XCTest") }
    for file in module.files {
      guard let text = (try? SafePath(file)).flatMap({ tree.text($0) }) else {
        throw PackageShape.Refusal("\(file) is not text")
      }
      guard let names = names(in: text) else { throw PackageShape.Refusal("\(file) is too long") }
      for name in names.sorted() where others.contains(name) {
        throw PackageShape.Refusal("\(file) imports \(name)")
      }
    }
  }

  /// The first part of the name after every word `import` that may begin a declaration.
  ///
  /// Finds too many, in comments and strings, rather than too few; nil if there is too much.
  static func names(in text: String) -> Set<String>? {
    guard text.utf8.count < 1 << 20 else { return nil }
    var names: Set<String> = []
    for bytes in text.utf8.split(whereSeparator: { ends.contains($0) }) {
      let line = Substring(bytes)
      // First what is quick: most lines go here.
      guard line.contains("import") else { continue }
      var words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "@") }[...]
      while let word = words.first, word.hasPrefix("@") || modifiers.contains(word) {
        words.removeFirst()
      }
      guard words.first == "import" || line.contains(")") && words.contains("import") else {
        continue
      }
      while let word = words.popFirst(), word != "import" {}
      if let word = words.first, kinds.contains(word) { words.removeFirst() }
      if let name = words.first { names.insert(String(name)) }
    }
    return names
  }

  /// What ends a statement, as the compiler sees it.
  private static let ends = Array("\n\r;".utf8)
  private static let modifiers: Set<Substring> = [
    "public", "package", "internal", "fileprivate", "private", "open",
  ]
  private static let kinds: Set<Substring> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "var", "let",
  ]
}
