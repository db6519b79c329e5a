import Workspace

/// All that decides what the compiler makes of a module: options, sources and those of every module that it imports,
/// the warm folder, and the start of the machine, which may have lost what was written last before it stopped.
struct ProductRecipe: Equatable, Sendable {
  private(set) var bytes: [UInt8] = []

  /// More than modules have that are worth keeping twice, in bytes.
  static let most = 1 << 20

  /// A name that tells recipes apart, as far as nobody looks for two with the same one.
  var name: String {
    var hash = StableHash()
    hash.add(bytes)
    return hash.hex
  }

  /// Takes a piece in; pieces are kept apart by their lengths.
  mutating func add(_ piece: [UInt8]) {
    withUnsafeBytes(of: UInt64(piece.count).littleEndian) { bytes += $0 }
    bytes += piece
  }

  mutating func add(_ text: String) { add(Array(text.utf8)) }
}

extension DirectBuild {
  /// The recipe of one product of a module.
  ///
  /// `texts` are sources by path that stand in for the tree's, `derived` files that are compiled with the module's own.
  /// Nil if it is larger than what is kept.
  func recipe(
    _ kind: Product.Kind, of module: DirectPlan.Module, texts: [String: String] = [:],
    derived: [String: String]
  ) throws -> ProductRecipe? {
    var recipe = ProductRecipe()
    recipe.add("\(DirectCommand.version) \(warm.name) \(HostFile.machineStart) \(kind)")
    try add(module, texts: texts, derived: derived, to: &recipe)
    for name in module.modules {
      guard recipe.bytes.count <= ProductRecipe.most,
        let imported = plan.modules.first(where: { $0.name == name })
      else { return nil }
      try add(imported, texts: [:], derived: imported.derived, to: &recipe)
    }
    return recipe.bytes.count <= ProductRecipe.most ? recipe : nil
  }

  private func add(
    _ module: DirectPlan.Module, texts: [String: String], derived: [String: String],
    to recipe: inout ProductRecipe
  ) throws {
    recipe.add("\(module.name) \(module.kind) \(module.isScript) \(module.bundle != nil)")
    recipe.add("\(module.modules) \(module.prebuilt)")
    recipe.add("\(module.settings.hasPackageAccess) \(module.settings.all)")
    for file in module.files {
      recipe.add(file)
      recipe.add(try texts[file].map { Array($0.utf8) } ?? tree[SafePath(file)] ?? [])
    }
    recipe.add("derived")
    for (name, text) in derived.sorted(by: { $0.key < $1.key }) {
      recipe.add(name)
      recipe.add(text)
    }
  }
}
