import Foundation

/// Where a control group for one sandbox can be made: the folder of a group that has the controller,
/// and which of the two versions that is.
struct ControlGroupPlace: Equatable {
  enum Version { case one, two }

  var folder: String
  var version: Version

  /// The places to try, best first: the group this process is in and those around it.
  ///
  /// - Parameters:
  ///   - controller: What is to be limited.
  ///   - mounts: `/proc/self/mountinfo`.
  ///   - groups: `/proc/self/cgroup`.
  /// - Returns: Folders that may turn out not to be this process's to use.
  static func candidates(
    for controller: GroupController, mounts: String, groups: String
  ) -> [ControlGroupPlace] {
    var places: [ControlGroupPlace] = []
    for line in groups.split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let controllers = fields[1].split(separator: ",")
      let version: Version
      if controllers.contains(Substring(controller.rawValue)) {
        version = .one
      } else if fields[0] == "0", fields[1].isEmpty {
        version = .two
      } else {
        continue
      }
      guard let mount = mount(of: version, controller, in: mounts),
        let inside = path(String(fields[2]), below: mount.root)
      else { continue }
      var parts = inside.split(separator: "/")
      while true {
        let folder = ([mount.point] + parts.map(String.init)).joined(separator: "/")
        places.append(ControlGroupPlace(folder: folder, version: version))
        guard !parts.isEmpty else { break }
        parts.removeLast()
      }
    }
    return places
  }

  /// Whether groups with that limit may be made here, as far as can be told without making one.
  func isUsable(for controller: GroupController) -> Bool {
    guard access(folder, W_OK) == 0 else { return false }
    // Of version 2, only what a group hands down can be limited below it.
    return version == .one
      || ControlGroupFolder.text("\(folder)/cgroup.subtree_control")
        .split(whereSeparator: \.isWhitespace).contains(Substring(controller.rawValue))
  }

  private static func mount(
    of version: Version, _ controller: GroupController, in mounts: String
  ) -> (point: String, root: String)? {
    for line in mounts.split(separator: "\n") {
      let halves = line.split(separator: " ")
      guard let dash = halves.firstIndex(of: "-"), dash > 5, halves.count > dash + 3 else {
        continue
      }
      let type = halves[dash + 1]
      let isIt =
        version == .two
        ? type == "cgroup2"
        : type == "cgroup"
          && halves[dash + 3].split(separator: ",")
            .contains(Substring(controller.rawValue))
      if isIt { return (String(halves[4]), String(halves[3])) }
    }
    return nil
  }

  /// `path` as seen below the mounted part `root` of the tree; nil for one outside of it.
  private static func path(_ path: String, below root: String) -> String? {
    if root == "/" { return path }
    if path == root { return "/" }
    return path.hasPrefix(root + "/") ? String(path.dropFirst(root.count)) : nil
  }
}
