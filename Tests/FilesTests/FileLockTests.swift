import Foundation
import Testing

@testable import Files

@Suite struct FileLockTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var path: String { folder.path + "/lock" }

  @Test(arguments: [
    (FileLock.Kind.exclusive, FileLock.Kind.exclusive, false),
    (.exclusive, .shared, false), (.shared, .exclusive, false), (.shared, .shared, true),
  ])
  func onlySharedLocksAreTakenTogether(
    _ first: FileLock.Kind, _ second: FileLock.Kind, isTaken: Bool
  ) throws {
    let held = try #require(try FileLock(trying: path, first, creating: true))
    #expect((try FileLock(trying: path, second) != nil) == isTaken)
    #expect(FileLock.isHeld(path) == (first == .exclusive))
    held.release()
    held.release()
    #expect(try FileLock(trying: path, second) != nil)
    #expect(!FileLock.isHeld(path))
  }

  @Test func aRemovedFileIsLockedAnew() throws {
    let old = try FileLock(waitingFor: path, creating: true)
    unlink(path)
    let new = try #require(try FileLock(trying: path, creating: true))
    withExtendedLifetime((old, new)) {
      #expect(FileLock.isHeld(path))
    }
  }

  @Test func aFolderCanBeLocked() throws {
    let held = try FileLock(waitingFor: folder.path)
    #expect(try FileLock(trying: folder.path) == nil)
    held.release()
    #expect(try FileLock(trying: folder.path) != nil)
  }

  @Test func aMissingFileAndALinkAreRefused() throws {
    #expect(throws: FileFailure(operation: "open", path: path, code: ENOENT)) {
      try FileLock(waitingFor: path)
    }
    #expect(!FileLock.isHeld(path))
    symlink("/dev/null", path)
    #expect(throws: FileFailure(operation: "open", path: path, code: ELOOP)) {
      try FileLock(trying: path, creating: true)
    }
  }

  @Test func aFileThatIsMadeIsForThisUserAlone() throws {
    _ = try FileLock(waitingFor: path, creating: true)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o077 == 0)
  }

  @Test func freeSpaceIsToldOfPlacesThatAreThere() throws {
    #expect(try #require(FreeSpace.bytes(at: folder.path)) > 0)
    #expect(FreeSpace.bytes(at: path) == nil)
  }

  @Test func whatIsBuriedIsGoneUnderBothNames() throws {
    let (place, grave) = (folder.path + "/app", folder.path + "/.gone")
    try folder.write("x", to: "app/deep/file")
    try HostileFolder(place).bury(as: grave)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    #expect(
      throws: FileFailure(operation: "move to \(grave) the folder", path: place, code: ENOENT)
    ) { try HostileFolder(place).bury(as: grave) }
  }
}
