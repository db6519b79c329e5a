package import Events
package import Toolchain
import Workspace

extension Journal {
  /// What two versions of an app gave for the same inputs when they were checked; nothing is run.
  ///
  /// - Returns: Nil if one of the checks is not on record, no input is the same, or the results vary by design.
  package func compared(_ old: AppVersion, _ new: AppVersion) -> BehaviourCompared? {
    guard old.manifest.varies.isEmpty, new.manifest.varies.isEmpty else { return nil }
    // One name can stand for another input in the other version.
    let known = old.manifest.examples.filter { example in
      new.manifest.examples.contains { $0.name == example.name && $0.hasInput(of: example) }
    }
    let before = traces(of: old.commit)
    var found = BehaviourCompared(from: old.commit, to: new.commit)
    for after in traces(of: new.commit) where known.contains(where: { $0.name == after.example }) {
      guard
        let before = before.first(where: {
          $0.example == after.example && $0.with == after.with && $0.given == after.given
        })
      else { continue }
      found.inputs += 1
      if before.hasResult(of: after) {
        found.same += 1
      } else {
        let isAsked =
          old.manifest.examples.first { $0.name == after.example }?.expect
          != new.manifest.examples.first { $0.name == after.example }?.expect
        found.differences.append(.init(isAsked: isAsked, before: before, after: after))
      }
    }
    found.differences.sort { !$0.isAsked && $1.isAsked }
    return found.inputs > 0 ? found : nil
  }
}

extension MadeTrace {
  private var isAnswer: Bool { ending == "exit code 0" }

  /// Whether both refused, or both answered the same.
  fileprivate func hasResult(of other: MadeTrace) -> Bool {
    guard isAnswer, other.isAnswer else { return isAnswer == other.isAnswer }
    return stdout.bytes == other.stdout.bytes && stdout.hash == other.stdout.hash
  }
}
