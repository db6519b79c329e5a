import CSpawn
import Foundation
import Testing

@testable import Sandbox

/// The kernel's own limits of a sandbox: where groups are made, what is written, and that they hold.
@Suite struct ControlGroupTests {
  @Test func placesOfVersionOne() {
    let mounts = """
      35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
      39 31 0:36 / /sys/fs/cgroup/pids rw,relatime shared:3 - cgroup cgroup rw,pids
      """
    let groups = "8:pids:/\n4:memory:/a/b\n0::/\n"
    #expect(
      ControlGroupPlace.candidates(for: .memory, mounts: mounts, groups: groups)
        == ["/a/b", "/a", ""].map {
          ControlGroupPlace(folder: "/sys/fs/cgroup/memory\($0)", version: .one)
        })
    #expect(
      ControlGroupPlace.candidates(for: .pids, mounts: mounts, groups: groups)
        == [ControlGroupPlace(folder: "/sys/fs/cgroup/pids", version: .one)])
  }

  @Test(arguments: GroupController.allCases) func placesOfVersionTwo(controller: GroupController) {
    let mounts = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate"
    #expect(
      ControlGroupPlace.candidates(
        for: controller, mounts: mounts, groups: "0::/user.slice/app.scope\n")
        == ["/user.slice/app.scope", "/user.slice", ""].map {
          ControlGroupPlace(folder: "/sys/fs/cgroup\($0)", version: .two)
        })
    #expect(
      ControlGroupPlace.candidates(for: controller, mounts: "", groups: "0::/\n") == [])
    #expect(
      ControlGroupPlace.candidates(
        for: controller, mounts: "30 23 0:26 /docker/1 /sys/fs/cgroup rw - cgroup2 cgroup2 rw",
        groups: "0::/docker/1/x\n"
      ).map(\.folder) == ["/sys/fs/cgroup/x", "/sys/fs/cgroup"])
  }

  /// A folder that looks like a group of version 2: only what it hands down can be limited below it.
  @Test(arguments: [
    ("memory pids\n", [true, true]), ("cpu pids\n", [false, true]), ("memory", [true, false]),
    ("", [false, false]),
  ])
  func handedDown(text: String, isUsable: [Bool]) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try text.write(
      toFile: folder + "/cgroup.subtree_control", atomically: false, encoding: .utf8)
    let place = ControlGroupPlace(folder: folder, version: .two)
    #expect(GroupController.allCases.map(place.isUsable) == isUsable)
  }

  @Test(arguments: [
    (
      GroupController.memory, ControlGroupPlace.Version.one,
      ["memory.limit_in_bytes 7", "memory.memsw.limit_in_bytes 7"]
    ),
    (.memory, .two, ["memory.max 7", "memory.swap.max 0", "memory.oom.group 1"]),
    (.pids, .one, ["pids.max 3"]), (.pids, .two, ["pids.max 3"]),
  ])
  func settings(
    controller: GroupController, version: ControlGroupPlace.Version, expected: [String]
  ) {
    let limits = GroupLimits(memoryBytes: 7, processes: 3)
    #expect(limits.settings(of: controller, version).map { "\($0.file) \($0.value)" } == expected)
  }

  /// A place where this machine lets groups of processes be made; nil where it does not.
  private static let place = ControlGroupPlace.candidates(
    for: .pids, mounts: ControlGroupFolder.text("/proc/self/mountinfo"),
    groups: ControlGroupFolder.text("/proc/self/cgroup")
  ).first { $0.isUsable(for: .pids) && ControlGroupFolder(in: $0) != nil }

  @Test(.enabled(if: place != nil, "no control groups of processes here"))
  func processesAreLimitedWhateverUserTheyRunAs() async throws {
    let group = try #require(ControlGroup.make(GroupLimits(memoryBytes: 1 << 30, processes: 5)))
    #expect(group.controllers.contains(.pids))
    #expect(!group.isCrowded)
    let output = try PipeEnds()
    // Not even root, whom no limit of a user stops, gets past it.
    let script = """
      for (1..8) {
        my $child = fork;
        last unless defined $child;
        if ($child == 0) { sleep 100; exit }
        push @children, $child;
      }
      print scalar @children;
      kill "KILL", @children;
      waitpid $_, 0 for @children;
      """
    var request = SpawnRequest(
      executable: "/usr/bin/perl", arguments: ["perl", "-e", script],
      descriptors: [try .empty(), output.writing, try .empty()], staged: nil)
    request.groups = group.members
    let pid = try request.start()
    output.writing.close()
    _ = await onThread {
      var status: Int32 = 0
      return wisp_reap(pid, &status)
    }
    var digits = [UInt8](repeating: 0, count: 8)
    let count = read(output.reading.number, &digits, digits.count)
    #expect(String(decoding: digits.prefix(max(0, count)), as: UTF8.self) == "4")
    #expect(group.isCrowded)
  }

  /// Groups of a `wisp` that was killed go; one that is in use stays.
  @Test(.enabled(if: place != nil, "no control groups here"))
  func leftoversAreRemoved() throws {
    let place = try #require(Self.place)
    let left = "\(place.folder)/wisp-1-\(UInt32.random(in: 0 ... .max))"
    let other = "\(place.folder)/other-\(UUID().uuidString)"
    for folder in [left, other] { try #require(mkdir(folder, 0o755) == 0) }
    defer { rmdir(other) }
    let used = try #require(ControlGroupFolder(in: place))
    ControlGroupFolder.removeLeftovers(in: place.folder)
    let files = FileManager.default
    #expect([left, other, used.path].map(files.fileExists) == [false, true, true])
  }
}
