import Files
import Foundation

/// A little of the disk that is kept for the time when it is full: to let an app go, or only to list them,
/// the catalog must be opened, which takes some hundred kilobytes.
extension Home {
  private static let reserveBytes = 512 << 10
  /// Bytes that must be free before so much is taken out of use.
  private static let plentyBytes = 64 << 20

  private var reserve: String { root + "/reserve" }

  /// Puts the reserve aside where there is none, and plenty of room.
  func keepReserve() {
    var status = stat()
    guard stat(reserve, &status) != 0 || status.st_size < off_t(Self.reserveBytes),
      freeBytes.map({ $0 >= Self.plentyBytes }) ?? false
    else { return }
    makeReserve()
  }

  /// Does what makes room, or tells what could, with the reserve at hand where the disk is full.
  ///
  /// What `body` opens in the home must be closed at its end: the room is put aside again then, as far as
  /// it is still there.
  package func usingReserve<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    let isFull = freeBytes.map { $0 < Self.reserveBytes } ?? false
    let isGiven = isFull && unlink(reserve) == 0
    defer { if isGiven { makeReserve() } }
    return try await body()
  }

  private func makeReserve() {
    let descriptor = open(reserve, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // Less than all of it is of no use, and takes room from others.
    if posix_fallocate(descriptor, 0, off_t(Self.reserveBytes)) != 0 { unlink(reserve) }
  }

  private var freeBytes: Int? { FreeSpace.bytes(at: root) }
}
