/// The input that shows best in what programs differ: a question to a person.
package enum SplittingInput {
  /// The number of the input that splits the candidates most evenly, then the one that is shortest.
  ///
  /// An input splits only if one of the candidates answers it and all others answer or refuse it: a crash is a fault,
  /// not another reading.
  ///
  /// - Parameters:
  ///   - inputs: All that were run.
  ///   - keys: For each input, one key for each candidate.
  /// - Returns: Nil if the candidates agree on all inputs.
  package static func best(_ inputs: [Input], _ keys: [[ComparisonKey]]) -> Int? {
    let splits = zip(inputs, keys).enumerated().compactMap { number, pair in
      let (input, keys) = pair
      let groups = CandidateGroups(keys)
      guard !groups.agree, keys.contains(where: \.isAnswer),
        keys.allSatisfy({ $0.isAnswer || $0 == .refused })
      else { return nil as (number: Int, minority: Int, size: Int)? }
      return (number, groups.minority, input.size)
    }
    return splits.min { ($1.minority, $0.size, $0.number) < ($0.minority, $1.size, $1.number) }?
      .number
  }
}
