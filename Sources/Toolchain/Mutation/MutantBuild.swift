import Sandbox
import Workspace

/// Compiles AppCore with its mutants and links it with the tests that were built for the real one.
///
/// Declarations keep their interface, so the objects of the other modules fit. Everything happens in a
/// folder of its own: nothing of it can be taken for a product of the app's build.
struct MutantBuild: Sendable {
  static let module = AppLayout.coreModule

  /// The app's build; its folder holds the products that are linked in.
  var build: DirectBuild
  /// A new folder, for the products.
  var folder: String
  /// Another one, for the sources.
  var sources: String

  /// AppCore with its mutants, compiled.
  struct Object: Sendable {
    var build: MutantBuild
    var product: DirectFolder.Product
    var content: MutatedModule
  }

  /// Compiles the module; nil if there is no mutant, or none that compiles.
  ///
  /// What does not compile is left alone and the rest is tried again, three times at most.
  func compile(imports: [DirectFolder.Product]) async throws -> Object? {
    guard let module = build.plan.modules.first(where: { $0.name == Self.module }) else {
      return nil
    }
    var texts: [String: String] = [:]
    for file in module.files { texts[file] = try build.tree.text(SafePath(file)) }
    var dropped: Set<TestPlace> = []
    var number = 0
    while number < 3 {
      number += 1
      let content = MutantWriter.write(texts, dropping: dropped)
      guard !content.mutants.isEmpty else { return nil }
      let product = DirectFolder.Product(kind: .object, name: Self.module, key: "mutants\(number)")
      let result = try await compile(product, module, content, imports: imports)
      switch result.ending {
      case .exited(0):
        guard own.output(of: product) != nil else { return nil }
        return Object(build: self, product: product, content: content)
      case .exited(1):
        let faulty = Self.faulty(result.standardOutput + result.standardError, in: content)
        guard !faulty.isEmpty else { return nil }
        dropped.formUnion(faulty)
      default: return nil
      }
    }
    return nil
  }

  private func compile(
    _ product: DirectFolder.Product, _ module: DirectPlan.Module, _ content: MutatedModule,
    imports: [DirectFolder.Product]
  ) async throws -> CommandResult {
    try own.open()
    var derived = module.derived
    derived["WispMutants.swift"] = MutantWriter.support
    let recipe = try build.recipe(.object, of: module, texts: content.files, derived: derived)
    if let recipe, build.store?.take(recipe, as: product, to: own) == true {
      return CommandResult(ending: .exited(0))
    }
    var written = FileTree()
    for (path, text) in content.files { written[try SafePath(path)] = Array(text.utf8) }
    try HostFile.empty(sources)
    try written.write(to: sources, replacing: FileTree())
    for imported in imports { try own.adopt(imported, from: build.folder.path) }
    try own.prepare(product, files: derived)
    let compilation = DirectCommand.Compilation(
      module: module.name,
      files: module.files.map { "\(Inside.app)/\($0)" }
        + derived.keys.sorted().map { "\(product.insideDraft)/\($0)" },
      settings: module.settings, hasResources: module.bundle != nil,
      imports: imports.map(\.inside) + [WarmStore.modules],
      headers: WarmStore.headers(of: module.prebuilt),
      object: "\(product.insideDraft)/\(product.file)")
    let result = try await build.runner.run(
      command.compile(compilation, writing: linking.draft(of: product), seconds: 60))
    if result.ending == .exited(0), try own.complete(product, output: []), let recipe {
      build.store?.keep(product, output: [], recipe: recipe, from: own)
    }
    return result
  }

  /// The declarations that errors stand in.
  private static func faulty(_ output: [UInt8], in content: MutatedModule) -> Set<TestPlace> {
    let errors = CompilerOutput.diagnostics(in: String(decoding: output, as: UTF8.self))
      .filter { $0.severity == .error }
    var found: Set<TestPlace> = []
    for error in errors {
      for mutant in content.mutants
      where mutant.file == error.file && (mutant.line...mutant.lastLine).contains(error.line ?? 0) {
        found.insert(TestPlace(file: mutant.file, line: mutant.line))
      }
    }
    return found
  }

  /// Links the test program.
  ///
  /// - Returns: False if that fails.
  func link(_ object: Object, with others: [String: DirectFolder.Product]) async throws -> Bool {
    guard let program = build.plan.testProgram, program.hasPreparedEntry else { return false }
    var state = DirectBuild.State()
    for (name, product) in others where name != Self.module && program.modules.contains(name) {
      try own.adopt(product, from: build.folder.path)
      state.objects[name] = product
    }
    state.objects[Self.module] = object.product
    guard case .made(let made, _, _) = try await linking.link(program, state, seconds: 60) else {
      return false
    }
    try own.place(made)
    for bundle in build.plan.modules.compactMap(\.bundle) { try own.lay(bundle, from: build.tree) }
    return true
  }

  private var own: DirectFolder { DirectFolder(path: folder) }

  /// The app's build, moved to the folder of its own.
  private var linking: DirectBuild {
    var build = build
    build.folder = own
    build.command = command
    build.underway = nil
    return build
  }

  private var command: DirectCommand {
    var command = build.command
    command.treeDirectory = sources
    command.scratchDirectory = folder
    return command
  }
}
