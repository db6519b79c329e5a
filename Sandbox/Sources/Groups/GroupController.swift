/// What a control group can limit of a sandbox as a whole.
package enum GroupController: String, Sendable, Codable, CaseIterable {
  case memory
  /// Processes and threads, whatever user they run as.
  case pids
}

/// The totals that control groups are to keep.
struct GroupLimits: Equatable {
  var memoryBytes: Int
  var processes: Int

  /// The files of a group that set one of them, most important first: without that one it is not kept.
  func settings(
    of controller: GroupController, _ version: ControlGroupPlace.Version
  ) -> [(file: String, value: Int)] {
    switch (controller, version) {
    case (.memory, .one):
      // Not every kernel counts what is swapped out.
      [("memory.limit_in_bytes", memoryBytes), ("memory.memsw.limit_in_bytes", memoryBytes)]
    case (.memory, .two):
      [("memory.max", memoryBytes), ("memory.swap.max", 0), ("memory.oom.group", 1)]
    case (.pids, _): [("pids.max", processes)]
    }
  }
}
