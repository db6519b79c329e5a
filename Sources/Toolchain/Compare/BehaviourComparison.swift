import Behaviour
package import Events
import Workspace

/// Runs two versions of an app on the same inputs: the examples of both contracts, and inputs made from them.
package struct BehaviourComparison: Sendable {
  private let pair: ProgramPair

  package init(from old: TreeProgram, to new: TreeProgram) {
    pair = ProgramPair(old: old, new: new)
  }

  /// Compares what they do.
  ///
  /// - Parameter seconds: Wall-clock seconds after which no further input is tried; nil: all are.
  /// - Returns: The inputs on which they differ, those that nobody asked for first.
  /// - Throws: What a run throws.
  package func compared(seconds: Double? = nil) async throws -> BehaviourCompared {
    let end = seconds.map { ContinuousClock.now + .seconds($0) }
    var found = BehaviourCompared(from: pair.old.commit, to: pair.new.commit)
    let asked = ExampleTexts(pair.new.manifest.examples)
      .subtracting(ExampleTexts(pair.old.manifest.examples))
    for trial in trials {
      if let end, ContinuousClock.now >= end { break }
      found.inputs += 1
      guard let traces = try await pair.difference(on: trial.input) else {
        found.same += 1
        continue
      }
      guard try await pair.repeats(traces, on: trial.input) else {
        found.varying += 1
        continue
      }
      let difference = try await difference(
        of: traces, in: trial, isAsked: asked.contains(ExampleText(trial.example)))
      // A smaller input may be one that is known already.
      if !found.differences.contains(difference) { found.differences.append(difference) }
    }
    found.differences.sort { !$0.isAsked && $1.isAsked }
    return found
  }

  private func difference(
    of traces: ProgramPair.Traces, in trial: Trial, isAsked: Bool
  ) async throws -> BehaviourCompared.Difference {
    let input = isAsked ? trial.input : try await pair.smallest(trial.input)
    let shown = input == trial.input ? traces : try await pair.traces(on: input)
    let what = trial.what ?? (input == trial.input ? nil : "a part of its input")
    func made(_ trace: Trace) -> MadeTrace {
      MadeTrace(TracedRun(trial.example, what: what, input, trace))
    }
    return BehaviourCompared.Difference(
      isAsked: isAsked, before: made(shown.old), after: made(shown.new))
  }

  private struct Trial {
    var example: Example
    var what: String?
    var input: Input
  }

  /// The examples of both, the new ones first, each input once; then forty inputs made from them, from each in turn.
  private var trials: [Trial] {
    var trials: [Trial] = []
    for example in pair.new.manifest.examples + pair.old.manifest.examples
    where !trials.contains(where: { $0.input == example.input }) {
      trials.append(Trial(example: example, what: nil, input: example.input))
    }
    let examples = trials
    let variations = examples.map { InputVariation.all(of: $0.input) }
    for number in 0..<(variations.map(\.count).max() ?? 0) {
      for (example, variations) in zip(examples, variations) where number < variations.count {
        let variation = variations[number]
        guard trials.count < examples.count + Self.mostGenerated,
          !trials.contains(where: { $0.input == variation.input })
        else { continue }
        trials.append(
          Trial(example: example.example, what: variation.what, input: variation.input))
      }
    }
    return trials
  }

  private static let mostGenerated = 40
}

private typealias ExampleTexts = Set<ExampleText>

extension ExampleTexts {
  fileprivate init(_ examples: [Example]) { self.init(examples.map(ExampleText.init)) }
}

/// An example without its name: what is given and what is expected.
private struct ExampleText: Hashable {
  let text: [UInt8]

  init(_ example: Example) {
    var example = example
    example.name = ""
    text = AppManifest(name: "", summary: "", template: "", examples: [example]).encoded()
  }
}
