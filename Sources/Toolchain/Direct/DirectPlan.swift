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
  }

  struct Program: Equatable {
    var name: String
    /// The module with the entry point; nil for the test program.
    var entry: String?
    var modules: [String]
    var prebuilt: [String]
  }

  /// In an order in which each module comes after those that it imports.
  var modules: [Module]
  var programs: [Program]
  var testProgram: Program?
  var languageMode: String
  /// Names of the dependencies used.
  var dependencies: [String]

  typealias Refusal = PackageShape.Refusal

  init(_ tree: FileTree, packageSwift: String) throws(Refusal) {
    guard let literal = ManifestLiteral(packageSwift) else {
      throw Refusal("its Package.swift is more than a plain list")
    }
    let shape = try PackageShape(literal)
    guard tree.links.isEmpty else { throw Refusal("it holds links") }
    languageMode = shape.languageMode
    dependencies = []
    modules = []
    programs = []
    for url in shape.dependencies {
      guard let known = DependencyStore.dependency(at: url), !dependencies.contains(known.name)
      else { throw Refusal("a dependency of it has to be built") }
      dependencies.append(known.name)
    }
    try Self.check(shape, dependencies: dependencies)
    var left = shape.targets
    while !left.isEmpty {
      let done = Set(modules.map(\.name))
      let ready = left.filter { done.isSuperset(of: $0.targets) }
      guard !ready.isEmpty else { throw Refusal("its targets depend on each other in a circle") }
      for target in ready { modules.append(try Self.module(target, in: tree, after: modules)) }
      left.removeAll { target in ready.contains(target) }
    }
    for module in modules { try Imports.check(module, of: self, in: tree) }
    for product in shape.executables {
      programs.append(program(product.name, [product.target], entry: product.target))
    }
    let tests = modules.filter { $0.kind == .test }.map(\.name)
    testProgram =
      tests.isEmpty ? nil : program("\(shape.name)PackageTests", tests, entry: nil)
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

  /// What `swift build` finds wrong with a manifest, or warns about, is for it to say.
  private static func check(_ shape: PackageShape, dependencies: [String]) throws(Refusal) {
    let names = shape.targets.map(\.name)
    let programs = shape.executables.map(\.name)
    guard Set(names.map { $0.lowercased() }).count == names.count,
      Set(programs).count == programs.count, !names.isEmpty
    else { throw Refusal("names in its manifest are missing or used twice") }
    for name in programs + [shape.name] {
      guard name.wholeMatch(of: /[A-Za-z][A-Za-z0-9_-]*/) != nil else {
        throw Refusal("\(name) is no simple name")
      }
    }
    let executables = shape.targets.filter { $0.kind == .executable }.map(\.name)
    guard shape.executables.allSatisfy({ executables.contains($0.target) }),
      shape.published.allSatisfy({ names.contains($0) })
    else { throw Refusal("a product is not made of targets of its kind") }
    var used: Set<String> = []
    for target in shape.targets {
      guard target.name.wholeMatch(of: /[A-Za-z][A-Za-z0-9_]*/) != nil,
        !WarmModules.reserved.contains(target.name)
      else { throw Refusal("the name of \(target.name) is not one for a module of its own") }
      for name in target.targets {
        guard let other = shape.targets.first(where: { $0.name == name }), other.kind != .test,
          other.kind == .library || target.kind == .test
        else { throw Refusal("\(target.name) depends on something of another kind") }
      }
      for product in target.products {
        guard let dependency = product.dependency, dependencies.contains(dependency.name),
          dependency.products[product.name] != nil
        else { throw Refusal("\(target.name) depends on a product that is not prepared") }
        used.insert(dependency.name)
      }
    }
    guard used == Set(dependencies) else { throw Refusal("a dependency of it is not used") }
  }

  private static func module(
    _ target: PackageShape.Target, in tree: FileTree, after modules: [Module]
  ) throws(Refusal) -> Module {
    let folder = (target.kind == .test ? "Tests/" : "Sources/") + target.name + "/"
    let files = tree.paths.map(\.description).filter { $0.hasPrefix(folder) }
    guard !files.isEmpty else { throw Refusal("\(folder) holds no files") }
    guard files.allSatisfy({ $0.hasSuffix(".swift") && !$0.contains("/.") }) else {
      throw Refusal("\(folder) holds more than Swift files")
    }
    let names = files.map { $0.split(separator: "/").last.map { $0.lowercased() } ?? "" }
    guard Set(names).count == names.count else {
      throw Refusal("\(folder) has two files of one name")
    }
    var isScript = false
    if target.kind == .executable {
      isScript = try Self.isScript(files, names: names, in: tree)
    } else if names.contains("main.swift") {
      throw Refusal("\(folder) has a main.swift and is no program")
    }
    var imports: [String] = []
    for name in target.targets {
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
    return Module(
      name: target.name, kind: target.kind, files: files, modules: imports, isScript: isScript,
      prebuilt: prebuilt)
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
