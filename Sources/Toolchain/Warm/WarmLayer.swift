import Foundation
import Sandbox
import Workspace

/// One warm folder while it is made, on top of those that it holds.
struct WarmLayer {
  /// The dependencies.
  var names: [String]
  /// Their sources on the host, by name.
  var sources: [String: String]
  /// Finished folders whose files are in this one, too.
  var layers: [WarmFolder]
  var folder: WarmFolder
  var runner: any CommandRunner
  var toolchain: SwiftToolchain

  private struct Step {
    var text: String
    var command: ConfinedCommand
  }

  private var tree: String { "\(folder.directory)/tree" }

  /// Throws `ToolchainError` if something does not compile.
  func build(report: @escaping @Sendable (WarmEvent) -> Void) async throws {
    for part in [tree, "\(folder.files)/ModuleCache", "\(folder.files)/Modules"] {
      try HostFile.makeFolder(part)
    }
    for layer in layers { try folder.adopt(layer) }
    var files = FileTree()
    let importable = modules.map(\.name)
    files[try SafePath("programs.swift")] = Array(WarmModules.source(with: importable).utf8)
    files[try SafePath("tests.swift")] =
      Array(WarmModules.source(with: importable + ["XCTest"]).utf8)
    files[try SafePath("entry.swift")] = Array(WarmModules.testEntrySource.utf8)
    try files.write(to: tree, replacing: FileTree())
    for dependency in compiled { try copyHeaders(of: dependency) }
    let steps = steps
    for (number, step) in steps.enumerated() {
      report(.step(number: number + 1, of: steps.count, text: step.text))
      let result = try await runner.run(step.command)
      guard result.ending == .exited(0) else { throw Self.failure(of: step, result) }
    }
    if names.isEmpty { try await noteLinkSettings() }
    HostFile.remove(tree)
  }

  /// Every app's programs are linked alike, so clang, which knows how, is asked once.
  private func noteLinkSettings() async throws {
    let step = Step(text: "Asking how to link", command: command.linkSettings(seconds: 60))
    let result = try await runner.run(step.command)
    guard result.ending == .exited(0),
      let settings = LinkSettings(
        clang: String(decoding: result.standardOutput + result.standardError, as: UTF8.self))
    else { throw Self.failure(of: step, result) }
    try Data(settings.lines.utf8).write(
      to: URL(filePath: "\(folder.files)/\(WarmFolder.linkFile)"))
  }

  private static func failure(of step: Step, _ result: CommandResult) -> ToolchainError {
    let errors = BuildOutcome(result).diagnostics.filter { $0.severity == .error }
    let first = errors.first.map {
      [$0.file, $0.message].compactMap(\.self).joined(separator: ": ")
    }
    return ToolchainError(
      code: .starterFailed,
      description: "What every check needs could not be made (\(step.text)): "
        + (first ?? "no message"))
  }

  private var dependencies: [Dependency] {
    DependencyStore.allowed.filter { names.contains($0.name) }
  }

  private var modules: [Dependency.Module] { dependencies.flatMap(\.modules) }

  /// The dependencies that no layer below holds.
  private var compiled: [Dependency] { names.count == 1 ? dependencies : [] }

  private var command: DirectCommand {
    DirectCommand(
      toolchain: toolchain, treeDirectory: tree, scratchDirectory: nil,
      warmDirectory: folder.files, isWarming: true, dependencies: sources)
  }

  private var steps: [Step] {
    let command = command
    var steps: [Step] = []
    if names.isEmpty {
      steps.append(
        Step(
          text: "Compiling the entry point of tests",
          command: command.compile(
            DirectCommand.Compilation(
              module: WarmModules.testEntry, files: ["\(Inside.app)/entry.swift"], isTest: true,
              object: WarmStore.object(of: WarmModules.testEntry)), seconds: Self.seconds)))
    }
    for dependency in compiled {
      for module in dependency.modules {
        for compile in compilations(of: module, in: dependency, by: command) {
          steps.append(Step(text: "Compiling \(module.name)", command: compile))
        }
      }
    }
    // Each combination has a part of the cache of its own.
    for languageMode in ["6", "5"] {
      for isTest in [false, true] {
        let users = isTest ? "tests" : "programs"
        steps.append(
          Step(
            text: "Reading modules for \(users) in mode \(languageMode)",
            command: command.compile(
              DirectCommand.Compilation(
                module: "WispModules", files: ["\(Inside.app)/\(users).swift"],
                settings: SwiftSettings(languageMode: languageMode), isTest: isTest,
                imports: [WarmStore.modules], headers: WarmStore.headers(of: modules.map(\.name))),
              seconds: Self.seconds)))
      }
    }
    return steps
  }

  private static let seconds = 600.0

  private func compilations(
    of module: Dependency.Module, in dependency: Dependency, by command: DirectCommand
  ) -> [ConfinedCommand] {
    let files = module.files(in: sources[dependency.name] ?? "").map {
      "\(Inside.dependencies)/\(dependency.name)/\($0)"
    }
    switch module.kind {
    case .swift:
      return [
        command.compile(
          DirectCommand.Compilation(
            module: module.name, files: files,
            settings: SwiftSettings(
              defines: module.defines,
              arguments: module.features.flatMap { ["-enable-upcoming-feature", $0] }),
            package: dependency.access, imports: [WarmStore.modules],
            headers: WarmStore.headers(of: dependency.modules.map(\.name)),
            object: WarmStore.object(of: module.name),
            moduleFile: "\(WarmStore.modules)/\(module.name).swiftmodule"), seconds: Self.seconds)
      ]
    case .c:
      return files.map {
        command.compileC(
          $0, headers: WarmStore.headers(of: module.name), to: WarmStore.object(of: module.name),
          seconds: Self.seconds)
      }
    case .system: return []
    }
  }

  private func copyHeaders(of dependency: Dependency) throws {
    for module in dependency.modules {
      guard let headers = module.headers, let source = sources[dependency.name] else { continue }
      let target = "\(folder.files)/Headers"
      try HostFile.makeFolder(target)
      do {
        try FileManager.default.copyItem(
          atPath: "\(source)/\(headers)", toPath: "\(target)/\(module.name)")
      } catch {
        throw ToolchainError(
          code: .dependencyMissing,
          description: "Cannot copy the headers of \(module.name) from \(source)/\(headers): "
            + error.localizedDescription)
      }
    }
  }
}
