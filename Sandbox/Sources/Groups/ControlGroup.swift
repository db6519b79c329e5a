import Foundation
import Synchronization

/// The kernel's own limits for one sandbox as a whole: of memory, of processes, or of both.
final class ControlGroup: Sendable {
  private let folders: [ControlGroupFolder]
  /// The folder that keeps each limit.
  private let keepers: [GroupController: ControlGroupFolder]

  /// A group with those limits, as far as this process may set them; nil if it may set none.
  static func make(_ limits: GroupLimits) -> ControlGroup? {
    let group = ControlGroup(limits, places: places)
    return group.controllers.isEmpty ? nil : group
  }

  private init(_ limits: GroupLimits, places: Places) {
    var folders: [ControlGroupFolder] = []
    var found: [GroupController: ControlGroupFolder] = [:]
    for controller in GroupController.allCases {
      found[controller] = places.first(for: controller) { place in
        if let same = folders.first(where: { $0.place == place }) {
          return same.limit(controller, limits) ? same : nil
        }
        guard let made = ControlGroupFolder(in: place), made.limit(controller, limits) else {
          return nil
        }
        folders.append(made)
        return made
      }
    }
    self.folders = folders
    keepers = found
  }

  /// What it limits.
  var controllers: Set<GroupController> { Set(keepers.keys) }

  /// The member lists, to be joined by writing `0` to each.
  var members: [SharedDescriptor] { folders.map(\.members) }

  /// Whether the kernel had to end one of its processes to keep the limit of memory.
  var isOutOfMemory: Bool {
    guard let memory = keepers[.memory] else { return false }
    let file = memory.place.version == .one ? "memory.oom_control" : "memory.events"
    return memory.number(of: "oom_kill", in: file) > 0
  }

  /// Whether the kernel had to refuse a process to keep the limit of processes.
  var isCrowded: Bool { (keepers[.pids]?.number(of: "max", in: "pids.events") ?? 0) > 0 }

  private static let places = Places()
}

/// Where this process may make groups: found out once.
private final class Places: Sendable {
  private let known = Mutex<[GroupController: ControlGroupPlace?]>([:])

  /// The first place at which `make` succeeds: the one known from before, or the best there is.
  ///
  /// Where a place is found, what others have left there is removed.
  func first(
    for controller: GroupController, make: (ControlGroupPlace) -> ControlGroupFolder?
  ) -> ControlGroupFolder? {
    if let place = known.withLock({ $0[controller] }) { return place.flatMap(make) }
    let candidates = ControlGroupPlace.candidates(
      for: controller, mounts: ControlGroupFolder.text("/proc/self/mountinfo"),
      groups: ControlGroupFolder.text("/proc/self/cgroup"))
    for place in candidates where place.isUsable(for: controller) {
      guard let made = make(place) else { continue }
      let others = known.withLock { known in
        let others = known.values
        known[controller] = .some(place)
        return others
      }
      if !others.contains(place) { ControlGroupFolder.removeLeftovers(in: place.folder) }
      return made
    }
    known.withLock { $0[controller] = .some(nil) }
    return nil
  }
}
