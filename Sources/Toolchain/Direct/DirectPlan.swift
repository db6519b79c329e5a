import Workspace

/// A package's modules and programs, as far as the compiler and the linker can make them directly.
///
/// Everything that `swift build` might do otherwise than by the rules here is refused, with the
/// reason, and left to it.
struct DirectPlan: Equatable {
  struct Module: Equatable {
    var name: String
    var kind: PackageShape.Target.Kind
    /// Paths relative to the app, sorted.
    var files: [String]
    /// Modules of this package that it may import, those that they may import included.
    var modules: [String]
    var isScript: Bool
    /// Modules of dependencies that are linked into whatever holds this module.
    var prebuilt: [String]
    var settings = SwiftSettings()
    /// Nil if it has no resources.
    var bundle: ResourceBundle?
    /// Files that are compiled with its own, by name.
    var derived: [String: String] = [:]
  }

  struct Program: Equatable {
    var name: String
    /// The module with the entry point; nil for the test program.
    var entry: String?
    var modules: [String]
    var prebuilt: [String]

    var fileName: String { entry == nil ? "\(name).xctest" : name }

    /// Whether its entry point is the one that is prepared for tests of Swift Testing's.
    var hasPreparedEntry: Bool { entry == nil && !modules.contains(XCTestEntry.module) }
  }

  /// In an order in which each module comes after those that it imports.
  var modules: [Module]
  var programs: [Program]
  var testProgram: Program?
  var everyProgram: [Program] { programs + (testProgram.map { [$0] } ?? []) }
  /// Names of the dependencies used.
  var dependencies: [String]

  /// What a build of all of it makes.
  var outcome: BuildPlan {
    BuildPlan(
      executables: programs.map(\.name), testProgram: testProgram?.name,
      runsXCTest: testProgram?.hasPreparedEntry == false, hasChannel: true)
  }

  typealias Refusal = PackageShape.Refusal

  /// The plan of a package whose manifest is a literal.
  init(_ tree: FileTree, packageSwift: String) throws(Refusal) {
    guard let literal = ManifestLiteral(packageSwift) else {
      throw Refusal("its Package.swift is more than a plain list")
    }
    try self.init(tree, shape: PackageShape(literal))
  }

  init(_ tree: FileTree, shape: PackageShape) throws(Refusal) {
    guard tree.links.isEmpty else { throw Refusal("it holds links") }
    dependencies = []
    modules = []
    programs = []
    for url in shape.dependencies {
      guard let known = DependencyStore.dependency(at: url), !dependencies.contains(known.name)
      else { throw Refusal("a dependency of it has to be built") }
      dependencies.append(known.name)
    }
    var shape = try shape.resolvingNames(dependencies: dependencies)
    let folders = try TargetFolders(shape, in: tree)
    if shape.tools.findsPrograms { try shape.findPrograms(in: folders) }
    try shape.check(dependencies: dependencies)
    guard !tree.paths.contains(where: { Self.listsTests($0.description) }) else {
      throw Refusal("a file of it lists its tests")
    }
    let names = Dictionary(uniqueKeysWithValues: shape.targets.map { ($0.name, $0.module) })
    var left = shape.targets
    var done: Set<String> = []
    while !left.isEmpty {
      let ready = left.filter { done.isSuperset(of: $0.targets) }
      guard !ready.isEmpty else { throw Refusal("its targets depend on each other in a circle") }
      for target in ready {
        modules.append(
          try Self.module(
            target, of: shape, named: names, in: tree, folders: folders, after: modules))
      }
      done.formUnion(ready.map(\.name))
      left.removeAll { target in ready.contains(target) }
    }
    for module in modules { try Imports.check(module, of: self, in: tree) }
    for product in shape.executables {
      let module = names[product.target] ?? product.target
      programs.append(program(product.name, [module], entry: module))
    }
    let tests = modules.filter { $0.kind == .test }
    var testCases: [TestCaseClass] = []
    for module in tests { testCases += try TestCaseClass.all(in: module, of: tree) }
    var roots = tests.map(\.name)
    if !testCases.isEmpty {
      let entry = Self.xctestEntry(testCases, after: modules)
      modules.append(entry)
      roots = [entry.name]
    }
    testProgram = tests.isEmpty ? nil : program("\(shape.name)PackageTests", roots, entry: nil)
  }

  /// Whether it is the entry point of test programs of old, which says what is tested.
  private static func listsTests(_ path: String) -> Bool {
    ["LinuxMain.swift", "XCTMain.swift"].contains(path.split(separator: "/").last.map(String.init))
  }

  /// The module with the entry point of a test program that holds tests of XCTest's.
  private static func xctestEntry(
    _ testCases: [TestCaseClass], after modules: [Module]
  ) -> Module {
    // It is linked with whatever tests there are.
    var prebuilt: [String] = []
    for name in modules.flatMap(\.prebuilt) where !prebuilt.contains(name) { prebuilt.append(name) }
    let tests = modules.filter { $0.kind == .test }
    let imported = modules.filter { module in
      module.kind == .test || tests.contains { $0.modules.contains(module.name) }
    }
    return Module(
      name: XCTestEntry.module, kind: .test, files: [], modules: imported.map(\.name),
      isScript: false, prebuilt: prebuilt,
      settings: SwiftSettings(languageMode: "5", arguments: ["-suppress-warnings"]),
      derived: [XCTestEntry.fileName: XCTestEntry.source(testCases)])
  }

  private func program(_ name: String, _ roots: [String], entry: String?) -> Program {
    let parts = modules.filter { module in
      roots.contains(module.name)
        || modules.contains { roots.contains($0.name) && $0.modules.contains(module.name) }
    }
    var prebuilt: [String] = []
    for name in parts.flatMap(\.prebuilt) where !prebuilt.contains(name) { prebuilt.append(name) }
    return Program(name: name, entry: entry, modules: parts.map(\.name), prebuilt: prebuilt)
  }

  private static func module(
    _ target: PackageShape.Target, of shape: PackageShape, named moduleNames: [String: String],
    in tree: FileTree, folders: TargetFolders, after modules: [Module]
  ) throws(Refusal) -> Module {
    let content = try folders.content(of: target)
    let names = content.sources.map { $0.split(separator: "/").last.map { $0.lowercased() } ?? "" }
    guard Set(names).count == names.count else {
      throw Refusal("\(content.folder) has two files of one name")
    }
    var isScript = false
    if target.kind == .executable {
      isScript = try Self.isScript(content.sources, names: names, in: tree)
      guard isScript || shape.tools.renamesEntryPoints else {
        throw Refusal("\(content.folder) has its entry point in another file")
      }
    } else if names.contains("main.swift") {
      throw Refusal("\(content.folder) has a main.swift and is no program")
    }
    var imports: [String] = []
    for name in target.targets.compactMap({ moduleNames[$0] }) {
      let further = modules.first { $0.name == name }?.modules ?? []
      for module in further + [name] where !imports.contains(module) { imports.append(module) }
    }
    var prebuilt: [String] = []
    for product in target.products {
      for part in product.dependency?.products[product.name] ?? []
      where !prebuilt.contains(part.name) {
        prebuilt.append(part.name)
      }
    }
    for module in modules where imports.contains(module.name) {
      for name in module.prebuilt where !prebuilt.contains(name) { prebuilt.append(name) }
    }
    let bundle = try ResourceBundle(
      target, package: shape.name, folder: content.folder, files: content.resources)
    return Module(
      name: target.module, kind: target.kind, files: content.sources, modules: imports,
      isScript: isScript, prebuilt: prebuilt, settings: target.settings, bundle: bundle,
      derived: bundle.map { [ResourceBundle.accessorName: $0.accessor] } ?? [:])
  }

  /// Whether a program's statements stand at the top of a file.
  ///
  /// A single file of any name may be either.
  private static func isScript(
    _ files: [String], names: [String], in tree: FileTree
  ) throws(Refusal) -> Bool {
    if names.contains("main.swift") {
      guard files.contains(where: { $0.hasSuffix("/main.swift") }) else {
        throw Refusal("a main.swift is written in another way")
      }
      return true
    }
    guard files.count == 1 else { return true }
    let text = (try? SafePath(files[0])).flatMap { tree.text($0) } ?? ""
    guard text.contains("@main") else { return true }
    guard text.split(separator: "\n").contains(where: { $0.hasPrefix("@main") }) else {
      throw Refusal("\(files[0]) may or may not have an entry point")
    }
    return false
  }
}
