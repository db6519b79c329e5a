/// Programs for one request, grouped by what they did: in a group, all agree.
package struct CandidateGroups: Sendable, Equatable {
  /// Numbers of candidates, each group sorted, the largest group first, then the one with the first candidate.
  package let groups: [[Int]]

  /// The groups on one input.
  ///
  /// - Parameter keys: One for each candidate, in their order.
  package init(_ keys: [ComparisonKey]) { self.init(alike: keys) }

  /// The groups over several inputs: candidates that agree on each of them.
  ///
  /// - Parameter rows: For each candidate, its keys in the order of the inputs.
  package init(_ rows: [[ComparisonKey]]) { self.init(alike: rows) }

  private init(alike keys: [some Hashable]) {
    groups = Dictionary(grouping: keys.indices, by: { keys[$0] }).values
      .map { $0.sorted() }
      .sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
  }

  /// Whether all agree.
  package var agree: Bool { groups.count < 2 }

  /// Whether no two agree, of three or more: at this level, nothing can be compared.
  package var isIncomparable: Bool { groups.count > 2 && groups.allSatisfy { $0.count == 1 } }

  /// How many candidates are outside of the largest group: the larger, the more even is the split.
  package var minority: Int { groups.dropFirst().reduce(0) { $0 + $1.count } }
}
