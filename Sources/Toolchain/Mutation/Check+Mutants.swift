import SwiftCode
import Workspace

extension Check {
  /// Builds AppCore's mutants beside the app and tries the tests on them as soon as both are there.
  func tryMutants(beside build: inout DirectBuild) {
    let app = build
    build.moduleMade = { [mutants, early, work] product, imports in
      guard product.name == MutantBuild.module else { return }
      if let early, mutants.adopt(early.mutants, key: product.key) { return }
      mutants.begin(product, imports: imports, of: app, in: work)
    }
    build.testsMade = { [mutants, self] objects in
      mutants.run(with: objects) { object in mutantRuns(of: object) }
    }
  }

  /// Nil if there is no test of Swift Testing's.
  private func mutantRuns(of object: MutantBuild.Object) -> MutantRuns? {
    guard let program = object.build.build.plan.testProgram?.name else { return nil }
    let (tests, appNames) = DeepStack.run {
      let appNames = AppNames(parsed.files(in: AppLayout.core).map(\.syntax)).names
      let tests = TestNames(
        parsed.files(in: AppLayout.tests),
        among: appNames.union(object.content.mutants.map(\.name))
      ).tests
      return (tests, appNames)
    }
    guard !tests.isEmpty else { return nil }
    var command = command
    command.scratchDirectory = object.build.folder
    return MutantRuns(
      checker: checker, command: command, program: program, work: work, content: object.content,
      tests: tests, appNames: appNames)
  }
}
