import Workspace

/// What a module's files import, found without parsing them.
enum Imports {
  /// Refuses what the prepared module cache cannot serve: it is read-only, so that a module of the
  /// system that is not in it could not be imported, where `swift build` would just compile it.
  static func check(
    _ module: DirectPlan.Module, of plan: DirectPlan, in tree: FileTree
  ) throws(PackageShape.Refusal) {
    let known = WarmModules.system.union(WarmModules.absent)
      .union(module.modules).union([module.name]).union(module.prebuilt)
    for file in module.files {
      guard let text = (try? SafePath(file)).flatMap({ tree.text($0) }) else {
        throw PackageShape.Refusal("\(file) is not text")
      }
      guard !text.contains("XCTest") else { throw PackageShape.Refusal("it uses XCTest") }
      for name in names(in: text) where !known.contains(name) {
        throw PackageShape.Refusal("\(file) imports \(name)")
      }
    }
  }

  /// The first part of the name after every word `import` that may begin a declaration.
  ///
  /// Finds too many, in comments and strings, rather than too few.
  static func names(in text: String) -> Set<String> {
    guard text.utf8.count < 1 << 20 else { return ["too much"] }
    var names: Set<String> = []
    for line in text.split(whereSeparator: { $0.isNewline || $0 == ";" }) {
      var words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "@") }[...]
      guard line.contains("import") else { continue }
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

  private static let modifiers: Set<Substring> = [
    "public", "package", "internal", "fileprivate", "private", "open",
  ]
  private static let kinds: Set<Substring> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "var", "let",
  ]
}
