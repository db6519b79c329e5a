import Foundation
import Sandbox
import Workspace

/// One build the direct way: modules in the order of their imports, independent ones side by side.
///
/// What is made of a module lies in a folder named after everything that decided it (sources,
/// options, interfaces of what it imports, warm folder), so that nothing stale can be taken for it,
/// whatever files' times say. A folder gets its name only when it is complete.
struct DirectBuild {
  var plan: DirectPlan
  var command: DirectCommand
  var runner: any CommandRunner
  var folder: DirectFolder
  /// Names the warm folder.
  var warmKey: String
  var tree: FileTree
  /// Wall-clock seconds for all of it.
  var seconds: Double

  enum Result {
    case finished(BuildOutcome)
    /// Something happened that `swift build` should have a look at.
    case unsure(String)
  }

  private enum Step: Hashable {
    case module(String)
    case program(String)
  }

  private enum Ending {
    case made(DirectFolder.Module)
    case linked(name: String, key: String)
    case failed(module: String, output: [UInt8])
    case timedOut
    case unsure(String)
  }

  func run() async throws -> Result {
    let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
    let oldLinks = try folder.begin()
    var made: [String: DirectFolder.Module] = [:]
    var failures: [String: [UInt8]] = [:]
    var links: [String: String] = [:]
    var started: Set<Step> = []
    var problem: Ending?
    try await withThrowingTaskGroup(of: Ending.self) { group in
      var running = 0
      while true {
        let ready = problem == nil ? ready(made: made).filter { !started.contains($0) } : []
        for step in ready where running < Self.width {
          started.insert(step)
          running += 1
          group.addTask { [made] in
            try await perform(step, made: made, oldLinks: oldLinks, deadline: deadline)
          }
        }
        guard running > 0, let ending = try await group.next() else { break }
        running -= 1
        switch ending {
        case .made(let module): made[module.name] = module
        case .linked(let name, let key): links[name] = key
        case .failed(let module, let output): failures[module] = output
        case .timedOut, .unsure: problem = problem ?? ending
        }
      }
    }
    let output = plan.modules.flatMap { failures[$0.name] ?? made[$0.name]?.output ?? [] }
    switch problem {
    case .unsure(let reason): return .unsure(reason)
    case .timedOut:
      return .finished(
        BuildOutcome(
          CommandResult(ending: .timedOut(seconds: seconds), standardOutput: output)))
    case .made, .linked, .failed, nil: break
    }
    guard failures.isEmpty else {
      return .finished(BuildOutcome(CommandResult(ending: .exited(1), standardOutput: output)))
    }
    for bundle in plan.modules.compactMap(\.bundle) {
      let key = bundle.key(in: tree)
      if oldLinks[bundle.name] != key { try folder.lay(bundle, from: tree) }
      links[bundle.name] = key
    }
    try folder.finish(
      BuildPlan(
        executables: plan.programs.map(\.name), testProgram: plan.testProgram?.name,
        runsXCTest: plan.testProgram?.hasPreparedEntry == false),
      links: links, modules: Array(made.values))
    return .finished(BuildOutcome(CommandResult(ending: .exited(0), standardOutput: output)))
  }

  private static let width = max(2, min(8, ProcessInfo.processInfo.activeProcessorCount))

  private var programs: [DirectPlan.Program] {
    plan.programs + (plan.testProgram.map { [$0] } ?? [])
  }

  private func ready(made: [String: DirectFolder.Module]) -> [Step] {
    let modules = plan.modules.filter { module in
      made[module.name] == nil && module.modules.allSatisfy { made[$0] != nil }
    }
    let linkable = programs.filter { $0.modules.allSatisfy { made[$0] != nil } }
    return modules.map { .module($0.name) } + linkable.map { .program($0.name) }
  }

  private func perform(
    _ step: Step, made: [String: DirectFolder.Module], oldLinks: [String: String],
    deadline: ContinuousClock.Instant
  ) async throws -> Ending {
    let left = ContinuousClock.now.duration(to: deadline) / .seconds(1)
    guard left > 0 else { return .timedOut }
    switch step {
    case .module(let name):
      guard let module = plan.modules.first(where: { $0.name == name }) else { break }
      return try await compile(module, made: made, seconds: left)
    case .program(let name):
      guard let program = programs.first(where: { $0.name == name }) else { break }
      return try await link(program, made: made, oldLinks: oldLinks, seconds: left)
    }
    return .unsure("its plan does not hold together")
  }

  private func compile(
    _ module: DirectPlan.Module, made: [String: DirectFolder.Module], seconds: Double
  ) async throws -> Ending {
    let key = try key(of: module, made: made)
    if let known = folder.module(module.name, key: key) { return .made(known) }
    try folder.prepare(module.name, files: module.derived)
    let draft = DirectFolder.insideDraft(module.name)
    let compilation = DirectCommand.Compilation(
      module: module.name,
      files: module.files.map { "\(Inside.app)/\($0)" }
        + module.derived.keys.sorted().map { "\(draft)/\($0)" },
      settings: module.settings, isLibrary: !module.isScript,
      isProgram: module.kind == .executable, isTest: module.kind == .test,
      hasResources: module.bundle != nil,
      imports: module.modules.compactMap { made[$0]?.inside } + [WarmStore.modules],
      headers: WarmStore.headers(of: module.prebuilt),
      object: "\(draft)/\(module.name).o",
      moduleFile: "\(draft)/\(module.name).swiftmodule")
    let result = try await runner.run(command.compile(compilation, seconds: seconds))
    let output = result.standardOutput + result.standardError + Array("\n".utf8)
    switch result.ending {
    case .exited(0):
      guard try isUnchanged(module) else {
        return .unsure("files of \(module.name) changed while they were compiled")
      }
      guard let done = try folder.complete(module.name, key: key, output: output) else {
        return .unsure("the compiler left nothing of \(module.name)")
      }
      return .made(done)
    case .exited(1):
      guard Self.isAboutTheApp(output) else {
        return .unsure("the compiler could not work on \(module.name)")
      }
      let more = try await FlowCheck(compilation: compilation, command: command, runner: runner)
        .output(after: output, seconds: seconds)
      return .failed(module: module.name, output: output + more)
    case .timedOut: return .timedOut
    case .exited, .signalled, .outputLimit, .limit:
      return .unsure("the compiler did not finish \(module.name)")
    }
  }

  /// Whether what the compiler has read is what the key was made from.
  private func isUnchanged(_ module: DirectPlan.Module) throws -> Bool {
    try module.files.allSatisfy { file in
      HostFile.bytes(at: "\(command.treeDirectory)/\(file)", limit: 64 << 20)
        == tree[try SafePath(file)]
    }
  }

  private func key(
    of module: DirectPlan.Module, made: [String: DirectFolder.Module]
  ) throws -> String {
    var hash = StableHash()
    hash.add("\(DirectCommand.version) \(warmKey)")
    for setting in module.settings.all { hash.add(setting) }
    hash.add("\(module.name) \(module.kind) \(module.isScript) \(module.prebuilt)")
    for name in module.modules {
      hash.add(name)
      hash.add(made[name]?.interface ?? "")
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

  private func link(
    _ program: DirectPlan.Program, made: [String: DirectFolder.Module],
    oldLinks: [String: String], seconds: Double
  ) async throws -> Ending {
    let parts = program.modules.compactMap { made[$0] }
    let key = StableHash.hex(
      of: [DirectCommand.version, warmKey, program.entry ?? ""] + program.prebuilt
        + parts.map(\.inside))
    let isTest = program.entry == nil
    let file = program.name + (isTest ? ".xctest" : "")
    if oldLinks[program.name] == key, folder.holds(file) {
      return .linked(name: program.name, key: key)
    }
    var objects = parts.map { "\($0.inside)/\($0.name).o" }
    objects += WarmStore.objects(of: program.prebuilt)
    if program.hasPreparedEntry { objects.append(WarmStore.object(of: WarmModules.testEntry)) }
    let result = try await runner.run(
      command.link(
        objects, entry: program.entry, to: "\(Inside.scratch)/debug/\(file)", seconds: seconds))
    switch result.ending {
    case .exited(0) where folder.holds(file): return .linked(name: program.name, key: key)
    case .timedOut: return .timedOut
    case .exited, .signalled, .outputLimit, .limit:
      return .unsure("\(program.name) could not be linked")
    }
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
