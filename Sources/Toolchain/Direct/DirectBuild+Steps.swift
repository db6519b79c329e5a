import Sandbox
import Workspace

/// The steps of a build: each looks for what it would make before it makes it.
extension DirectBuild {
  func compile(
    _ step: Step, _ module: DirectPlan.Module, _ state: State, seconds: Double
  ) async throws -> Ending {
    var isInterface = false
    if case .interface = step { isInterface = true }
    let product = Product(
      kind: isInterface ? .interface : .object, name: module.name,
      key: try key(of: module, state))
    return try await once(product) {
      try await compile(product, for: step, module, state, seconds: seconds)
    }
  }

  private func compile(
    _ product: Product, for step: Step, _ module: DirectPlan.Module, _ state: State,
    seconds: Double
  ) async throws -> Ending {
    let isInterface = product.kind == .interface
    let recipe = try recipe(product.kind, of: module, derived: module.derived)
    if let recipe, store?.take(recipe, as: product, to: folder) == true, let made = made(product) {
      return made
    }
    try folder.prepare(product, files: module.derived)
    let file = "\(product.insideDraft)/\(product.file)"
    let compilation = DirectCommand.Compilation(
      module: module.name,
      files: module.files.map { "\(Inside.app)/\($0)" }
        + module.derived.keys.sorted().map { "\(product.insideDraft)/\($0)" },
      settings: module.settings, isLibrary: !module.isScript,
      isProgram: module.kind == .executable, isTest: module.kind == .test,
      hasResources: module.bundle != nil,
      imports: module.modules.compactMap { state.interfaces[$0]?.product.inside }
        + [WarmStore.modules],
      headers: WarmStore.headers(of: module.prebuilt),
      object: isInterface ? nil : file, moduleFile: isInterface ? file : nil,
      diagnostics: isInterface ? nil : "\(product.insideDraft)/\(DirectFolder.serializedName)")
    let result = try await runner.run(
      command.compile(compilation, writing: draft(of: product), seconds: seconds))
    let output = result.standardOutput + result.standardError + Array("\n".utf8)
    switch result.ending {
    case .exited(0):
      guard try isUnchanged(module) else {
        return .unsure("files of \(module.name) changed while they were compiled")
      }
      guard try folder.complete(product, output: output), let made = made(product) else {
        return .unsure("the compiler left nothing of \(module.name)")
      }
      if let recipe { store?.keep(product, output: output, recipe: recipe, from: folder) }
      return made
    case .exited(1):
      guard !isInterface else { return .failed(step, Failure(output: output)) }
      guard Self.isAboutTheApp(output) else {
        return .unsure("the compiler could not work on \(module.name)")
      }
      let more = try await FlowCheck(compilation: compilation, command: command, runner: runner)
        .output(after: output, seconds: seconds)
      return .failed(
        step, Failure(output: output + more, serialized: folder.serialized(of: product)))
    case .timedOut: return .timedOut
    case .exited, .signalled, .outputLimit, .limit:
      return .unsure("the compiler did not finish \(module.name)")
    }
  }

  func link(
    _ program: DirectPlan.Program, _ state: State, seconds: Double
  ) async throws -> Ending {
    let parts = program.modules.compactMap { state.objects[$0] }
    let product = Product(
      kind: .program, name: program.fileName,
      key: StableHash.hex(
        of: [DirectCommand.version, warm.name, program.entry ?? ""] + program.prebuilt
          + parts.map(\.inside)))
    return try await once(product) {
      try await link(product, of: program, parts, seconds: seconds)
    }
  }

  private func link(
    _ product: Product, of program: DirectPlan.Program, _ parts: [Product], seconds: Double
  ) async throws -> Ending {
    guard let settings = warm.linkSettings else { return .unsure("the warm folder is damaged") }
    var prebuilt = WarmStore.objects(of: program.prebuilt)
    if program.hasPreparedEntry { prebuilt.append(WarmStore.object(of: WarmModules.testEntry)) }
    var libraries: [String] = []
    for file in parts.map({ folder.file(of: $0) }) + prebuilt.map({ warm.file(at: $0) }) {
      guard let wanted = ObjectFile.autolinked(by: file) else {
        return .unsure("\(program.name) is made of something unknown")
      }
      for library in wanted where !libraries.contains(library) { libraries.append(library) }
    }
    try folder.prepare(product)
    let result = try await runner.run(
      command.link(
        parts.map { "\($0.inside)/\($0.file)" } + prebuilt, libraries: libraries,
        entry: program.entry, to: "\(product.insideDraft)/\(product.file)", by: settings,
        writing: draft(of: product), seconds: seconds))
    switch result.ending {
    case .exited(0):
      guard try folder.complete(product, output: []), let made = made(product) else {
        return .unsure("the linker left nothing of \(program.name)")
      }
      return made
    case .timedOut: return .timedOut
    case .exited, .signalled, .outputLimit, .limit:
      let said = String(decoding: result.standardError + result.standardOutput, as: UTF8.self)
        .split(whereSeparator: \.isNewline).first { $0.contains("error:") }
      return .unsure(
        "\(program.name) could not be linked" + (said.map { " (\($0.prefix(200)))" } ?? ""))
    }
  }

  /// What the step of a product may write.
  ///
  /// Nothing else: what other steps have made, and what they are making at the same time, is only read.
  func draft(of product: Product) -> SandboxPolicy.Mount {
    SandboxPolicy.Mount(
      host: folder.draft(of: product), inside: product.insideDraft, writable: true)
  }

  /// Makes a product, unless it is there or on its way.
  private func once(
    _ product: Product, _ make: @escaping @Sendable () async throws -> Ending
  ) async throws -> Ending {
    if let known = made(product) { return known }
    guard let underway else { return try await make() }
    return try await underway.join(product) {
      // It may have been made since.
      if let known = made(product) { return known }
      return try await make()
    }
  }

  /// A product that is there already.
  private func made(_ product: Product) -> Ending? {
    guard let output = folder.output(of: product) else { return nil }
    var hash = StableHash()
    if product.kind == .interface {
      guard let bytes = HostFile.bytes(at: folder.file(of: product), limit: 256 << 20) else {
        return nil
      }
      hash.add(bytes)
    }
    return .made(product, output: output, interface: hash.hex)
  }

  /// Whether what the compiler has read is what the key was made from.
  private func isUnchanged(_ module: DirectPlan.Module) throws -> Bool {
    try module.files.allSatisfy { file in
      HostFile.bytes(at: "\(command.treeDirectory)/\(file)", limit: 64 << 20)
        == tree[try SafePath(file)]
    }
  }

  private func key(of module: DirectPlan.Module, _ state: State) throws -> String {
    var hash = StableHash()
    hash.add("\(DirectCommand.version) \(warm.name)")
    for setting in module.settings.all { hash.add(setting) }
    hash.add("\(module.name) \(module.kind) \(module.isScript) \(module.prebuilt)")
    hash.add("\(module.settings.hasPackageAccess)")
    for name in module.modules {
      hash.add(name)
      hash.add(state.interfaces[name]?.hash ?? "")
    }
    hash.add("files")
    for file in module.files {
      hash.add(file)
      hash.add(tree[try SafePath(file)] ?? [])
    }
    for (name, text) in module.derived.sorted(by: { $0.key < $1.key }) {
      hash.add(name)
      hash.add(text)
    }
    return hash.hex
  }

  /// Whether every error has its place in the app, so that nothing around it is to blame.
  private static func isAboutTheApp(_ output: [UInt8]) -> Bool {
    let text = String(decoding: output, as: UTF8.self)
    for sign in ["could not build ", "unable to open output file", "module cache", "/ModuleCache/"]
    where text.contains(sign) {
      return false
    }
    let errors = CompilerOutput.diagnostics(in: text).filter { $0.severity == .error }
    return !errors.isEmpty && errors.allSatisfy { $0.file?.hasPrefix("/") == false }
  }
}
