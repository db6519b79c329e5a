import Events
import Foundation
import Sandbox
import Workspace

/// One build the direct way: steps in the order in which they need each other, independent ones side
/// by side.
///
/// A module that others import is compiled twice at once: for its interface, without looking into
/// functions, and for its machine code. What imports it waits for the interface only.
///
/// What a step makes lies in a folder named after everything that decided it (sources, options,
/// interfaces of what is imported, warm folder), so that nothing stale can be taken for it, whatever
/// files' times say. A folder gets its name only when it is complete.
struct DirectBuild: Sendable {
  var plan: DirectPlan
  var command: DirectCommand
  var runner: any CommandRunner
  var folder: DirectFolder
  var warm: WarmFolder
  var tree: FileTree
  /// Wall-clock seconds for all of it.
  var seconds: Double
  /// Where modules are taken from that were made before, for whatever folder; nil if all are made here.
  var store: ProductStore?
  /// Steps that were begun early, in the same folder; nil if there are none.
  var underway: StepsUnderway?
  /// Called with a program, other than that of the tests, as soon as it is made.
  ///
  /// Nil if nobody runs one before all is built.
  var programMade: (@Sendable (Product) throws -> Void)?
  /// Called with the machine code of a module and the interfaces that it imports, as soon as it is made.
  var moduleMade: (@Sendable (Product, [Product]) -> Void)?
  /// Called with the machine code of all modules once everything is built; gives errors that make it a failed build.
  var refuse: (@Sendable ([String: Product]) -> [Diagnostic])?
  /// Called once, with the machine code of all modules, as soon as the test program can be linked.
  var testsMade: (@Sendable ([String: Product]) -> Void)?

  typealias Product = DirectFolder.Product

  enum Result {
    case finished(BuildOutcome)
    /// Something happened that `swift build` should have a look at.
    case unsure(String)
  }

  enum Step: Hashable, Sendable {
    case interface(String)
    case object(String)
    case program(String)
  }

  enum Ending: Sendable {
    /// `interface` is a hash of what other modules see.
    case made(Product, output: [UInt8], interface: String)
    case failed(Step, Failure)
    case timedOut
    case unsure(String)
  }

  /// What the steps so far have come to.
  struct State: Sendable {
    var interfaces: [String: Interface] = [:]
    var objects: [String: Product] = [:]
    var programs: [String: Product] = [:]
    /// What the compiler said of each module that it compiled.
    var outputs: [String: [UInt8]] = [:]
    /// Modules whose machine code cannot be made.
    var failures: [String: Failure] = [:]
    /// Modules whose interface cannot be made.
    var withoutInterface: Set<String> = []
    var problem: Ending?
  }

  /// What the compiler said of a module that it could not compile.
  struct Failure: Sendable {
    var output: [UInt8] = []
    /// The same serialized, with fix-its; empty if there is none.
    var serialized: [UInt8] = []
  }

  struct Interface: Sendable {
    var product: Product
    var hash: String
  }

  /// Builds everything.
  func run() async throws -> Result {
    try folder.begin()
    let state = try await withTaskCancellationHandler {
      try await work()
    } onCancel: {
      underway?.cancel { _ in true }
    }
    try Task.checkCancellation()
    return try result(of: state)
  }

  /// Makes what a later build of the same files finds done.
  ///
  /// Cancelled, it begins no more steps and waits for those that it has begun.
  func makeAhead() async throws {
    try folder.open()
    _ = try await work()
  }

  private func work() async throws -> State {
    let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
    var state = State()
    var started: Set<Step> = []
    try await withThrowingTaskGroup(of: Ending.self) { group in
      var running = 0
      while true {
        for step in ready(state)
        where running < Self.width && !started.contains(step) && !Task.isCancelled {
          started.insert(step)
          running += 1
          group.addTask { [state] in try await perform(step, state, deadline: deadline) }
        }
        guard running > 0, let ending = try await group.next() else { break }
        running -= 1
        let couldLink = hasTests(state)
        state.add(ending)
        try tell(ending, state)
        if !couldLink, hasTests(state) { testsMade?(state.objects) }
      }
    }
    return state
  }

  /// Tells who waits for a module or a program.
  private func tell(_ ending: Ending, _ state: State) throws {
    guard case .made(let product, _, _) = ending else { return }
    switch product.kind {
    case .program where plan.programs.contains { $0.fileName == product.name }:
      try programMade?(product)
    case .object:
      let imports = plan.modules.first { $0.name == product.name }?.modules ?? []
      moduleMade?(product, imports.compactMap { state.interfaces[$0]?.product })
    case .program, .interface: break
    }
  }

  /// Whether all that the test program consists of is there.
  private func hasTests(_ state: State) -> Bool {
    plan.testProgram?.modules.allSatisfy { state.objects[$0] != nil } == true
  }

  private static let width = max(2, min(8, ProcessInfo.processInfo.activeProcessorCount))

  private func result(of state: State) throws -> Result {
    let counted = plan.modules.filter { !isBlocked($0, state) }.map(\.name)
    let output = counted.flatMap { state.failures[$0]?.output ?? state.outputs[$0] ?? [] }
    switch state.problem {
    case .unsure(let reason): return .unsure(reason)
    case .timedOut:
      return .finished(
        BuildOutcome(
          CommandResult(ending: .timedOut(seconds: seconds), standardOutput: output)))
    case .made, .failed, nil: break
    }
    for name in counted
    where state.withoutInterface.contains(name) && state.failures[name] == nil {
      return .unsure("\(name) compiles but cannot be imported")
    }
    guard counted.allSatisfy({ state.failures[$0] == nil }) else {
      return .finished(
        BuildOutcome(
          CommandResult(ending: .exited(1), standardOutput: output),
          serialized: counted.compactMap { state.failures[$0]?.serialized }))
    }
    if let refusals = refuse?(state.objects), !refusals.isEmpty {
      return .finished(BuildOutcome(refused: refusals))
    }
    let bundles = plan.modules.compactMap(\.bundle)
    for bundle in bundles { try folder.lay(bundle, from: tree) }
    try folder.finish(
      plan.outcome, products: state.products, bundles: bundles.map(\.name))
    return .finished(BuildOutcome(CommandResult(ending: .exited(0), standardOutput: output)))
  }

  /// Whether a module imports one that cannot be made: `swift build` does not come to it either.
  private func isBlocked(_ module: DirectPlan.Module, _ state: State) -> Bool {
    module.modules.contains { state.failures[$0] != nil || state.withoutInterface.contains($0) }
  }

  /// The steps that can be done now, those that others wait for first, long ones before short ones.
  private func ready(_ state: State) -> [Step] {
    guard state.problem == nil else { return [] }
    let imported = Set(plan.modules.flatMap(\.modules))
    let modules = plan.modules.filter { module in
      !isBlocked(module, state) && module.modules.allSatisfy { state.interfaces[$0] != nil }
    }
    let linkable = plan.everyProgram.filter { $0.modules.allSatisfy { state.objects[$0] != nil } }
    // Tests take longest: they expand macros.
    let tests = modules.filter { $0.kind == .test }
    let others = modules.filter { $0.kind != .test }
    return modules.filter { imported.contains($0.name) }.map { .interface($0.name) }
      + linkable.map { .program($0.name) } + (tests + others).map { .object($0.name) }
  }

  private func perform(
    _ step: Step, _ state: State, deadline: ContinuousClock.Instant
  ) async throws -> Ending {
    let left = ContinuousClock.now.duration(to: deadline) / .seconds(1)
    guard left > 0 else { return .timedOut }
    switch step {
    case .interface(let name), .object(let name):
      guard let module = plan.modules.first(where: { $0.name == name }) else { break }
      return try await compile(step, module, state, seconds: left)
    case .program(let name):
      guard let program = plan.everyProgram.first(where: { $0.name == name }) else { break }
      return try await link(program, state, seconds: left)
    }
    return .unsure("its plan does not hold together")
  }
}

extension DirectBuild {
  /// A build of a tree whose dependencies `warm` holds.
  init(
    plan: DirectPlan, checker: Checker, treeDirectory: String, folder: DirectFolder,
    warm: WarmFolder, tree: FileTree, seconds: Double
  ) {
    self.init(
      plan: plan,
      command: DirectCommand(
        toolchain: checker.toolchain, treeDirectory: treeDirectory, scratchDirectory: folder.path,
        warmDirectory: warm.files),
      runner: checker.runner, folder: folder, warm: warm, tree: tree, seconds: seconds,
      store: checker.store)
  }
}

extension DirectBuild.State {
  var products: Set<DirectBuild.Product> {
    Set(interfaces.values.map(\.product)).union(objects.values).union(programs.values)
  }

  fileprivate mutating func add(_ ending: DirectBuild.Ending) {
    switch ending {
    case .made(let product, let output, let hash):
      switch product.kind {
      case .interface:
        interfaces[product.name] = DirectBuild.Interface(product: product, hash: hash)
      case .object:
        objects[product.name] = product
        outputs[product.name] = output
      case .program: programs[product.name] = product
      }
    case .failed(.interface(let name), _): withoutInterface.insert(name)
    case .failed(.object(let name), let failure), .failed(.program(let name), let failure):
      failures[name] = failure
    case .timedOut, .unsure: problem = problem ?? ending
    }
  }
}
