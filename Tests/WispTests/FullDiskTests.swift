import Foundation
import TestSupport
import Testing

/// A disk that is full, at first or from the moment in which the model is asked: the command says so, and
/// once there is room again everything is in order.
///
/// `Scripts/full-disk` runs on a file system in memory of its own, made by bubblewrap, which an ordinary
/// user may do too. Two amounts of free space here; `make crash` does many.
@Suite struct FullDiskTests {
  /// Kilobytes that are free.
  private static let free =
    ProcessInfo.processInfo.environment["WISP_CRASHES"] == nil
    ? [0, 64] : [0, 4, 12, 20, 32, 48, 64, 96, 128, 160, 200, 256, 400]

  /// Room for what a build wants to see free.
  private static let diskBytes = 1_300_000_000

  @Test func nothingIsLostOrHalf() async throws {
    let wisp = try WispProgram(name: "wisp disk")
    let disk = wisp.folder + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    let script = Checkout.script("full-disk")
    let run = try await WispProgram.run(
      "/usr/bin/bwrap",
      (geteuid() == 0 ? ["--cap-add", "ALL"] : [])
        + ["--dev-bind", "/", "/", "--size", "\(Self.diskBytes)", "--tmpfs", disk, "--"]
        + [script, Checkout.products + "/wisp", disk] + Self.free.map { "\($0)" },
      environment: wisp.environment, directory: wisp.folder)
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(!run.output.contains("WRONG"), "\(run.output)")
    // "64 keep: 1 wisp: …"
    let ends = lines.compactMap { line -> (what: Substring, status: Int)? in
      let parts = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count > 2, Int(parts[0]) != nil, let status = Int(parts[2]) else { return nil }
      return (parts[1], status)
    }
    #expect(ends.count == 9 * Self.free.count, "\(run.output)")
    // Ended by no signal and no trap, and what has failed says why.
    #expect(ends.allSatisfy { [0, 1, 4].contains($0.status) }, "\(run.output)")
    // What makes room, or takes it back, has some put aside for it.
    #expect(
      ends.filter { ["discard:", "restore:", "gc:"].contains($0.what) }.map(\.status)
        == Array(repeating: 0, count: 3 * Self.free.count), "\(run.output)")
    let failures = lines.filter { $0.contains(": 1 ") || $0.contains(": 4 ") }
    #expect(
      failures.allSatisfy {
        // What the command before could not do leaves the next one nothing to do.
        let words = [
          "disk is full", "are free", "nothing is before", "nothing was undone", "in the trash",
        ]
        return words.contains(where: $0.contains)
      }, "\(failures)")
    #expect(failures.contains { $0.contains("disk is full") }, "\(failures)")
  }
}
