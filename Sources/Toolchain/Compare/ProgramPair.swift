import Behaviour

/// Two versions of an app that are run on the same inputs.
struct ProgramPair: Sendable {
  typealias Traces = (old: Trace, new: Trace)

  let old: TreeProgram
  let new: TreeProgram

  func traces(on input: Input) async throws -> Traces {
    async let one = old.runner.trace(of: input, in: old.folder())
    async let other = new.runner.trace(of: input, in: new.folder())
    return try await (one, other)
  }

  /// What they gave; nil if it is the same, message of a refusal aside.
  func difference(on input: Input) async throws -> Traces? {
    let traces = try await traces(on: input)
    return Self.differ(traces, input) ? traces : nil
  }

  /// Whether both give the same again.
  func repeats(_ traces: Traces, on input: Input) async throws -> Bool {
    for _ in 0..<repetitions {
      let again = try await self.traces(on: input)
      guard TraceDifference(between: traces.old, and: again.old) == nil,
        TraceDifference(between: traces.new, and: again.new) == nil
      else { return false }
    }
    return true
  }

  /// A smaller input on which they differ.
  func smallest(_ input: Input) async throws -> Input {
    try await Shrinking.smallest(of: input, tries: 40) { try await difference(on: $0) != nil }
  }

  /// Chance gives the same result twice now and then.
  private var repetitions: Int {
    old.manifest.varies.isEmpty && new.manifest.varies.isEmpty ? 1 : 4
  }

  private static func differ(_ traces: Traces, _ input: Input) -> Bool {
    let keys = [traces.old, traces.new].map { ComparisonKey($0, of: input, at: .text) }
    return keys[0] != keys[1] && !keys.contains(.unfinished)
      && TraceDifference(between: traces.old, and: traces.new) != nil
  }
}
