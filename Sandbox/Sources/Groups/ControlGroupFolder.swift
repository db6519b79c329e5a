import Files
import Foundation
import Synchronization

/// The folder of one control group, removed when this ends.
///
/// It is locked as long as its owner lives: what is not locked was left by a `wisp` that was killed, and
/// whoever comes next removes it.
final class ControlGroupFolder: Sendable {
  let place: ControlGroupPlace
  let path: String
  /// Opened for writing: what writes `0` to it becomes a member.
  let members: SharedDescriptor
  private let lock: FileLock

  private static let count = Atomic(0)
  private static let prefix = "wisp-"

  /// A new group at `place`; nil if this process may not make one.
  init?(in place: ControlGroupPlace) {
    // A name can be taken, by what a process of the same id has left; or removed again before it is
    // locked, by one that looks for leftovers.
    for _ in 0..<8 {
      let number = Self.count.add(1, ordering: .relaxed).newValue
      let path = "\(place.folder)/\(Self.prefix)\(getpid())-\(number)"
      guard mkdir(path, 0o755) == 0 else {
        if errno == EEXIST { continue }
        return nil
      }
      guard let lock = try? FileLock(trying: path, .shared) else { continue }
      let members = open("\(path)/\(Self.memberList(of: place.version))", O_WRONLY | O_CLOEXEC)
      guard members >= 0 else {
        let isGone = errno == ENOENT || errno == ENODEV
        rmdir(path)
        if isGone { continue }
        return nil
      }
      self.place = place
      self.path = path
      self.members = SharedDescriptor(members)
      self.lock = lock
      return
    }
    return nil
  }

  deinit { rmdir(path) }

  /// The file by which a process with one thread joins.
  ///
  /// To move a process, the kernel waits until none anywhere starts a thread, which takes some ten
  /// milliseconds. To move the one thread that asks, it does not; version 1 has a list for that.
  private static func memberList(of version: ControlGroupPlace.Version) -> String {
    version == .one ? "tasks" : "cgroup.procs"
  }

  /// Sets one limit; false if the kernel does not keep it here.
  func limit(_ controller: GroupController, _ limits: GroupLimits) -> Bool {
    let settings = limits.settings(of: controller, place.version)
    let results = settings.map { Self.write($0.value, to: "\(path)/\($0.file)") }
    return results.first ?? false
  }

  /// The number behind `name` in a file of counts; 0 if there is none.
  func number(of name: String, in file: String) -> Int {
    for line in Self.text("\(path)/\(file)").split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2, words[0] == name { return Int(words[1]) ?? 0 }
    }
    return 0
  }

  /// Removes the groups whose owner was killed: not locked, and nothing runs in them any more.
  static func removeLeftovers(in folder: String) {
    guard let entries = opendir(folder) else { return }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix(prefix), let lock = try? FileLock(trying: "\(folder)/\(name)") else {
        continue
      }
      // Refused if something still runs in it; the next sandbox then removes it.
      rmdir("\(folder)/\(name)")
      lock.release()
    }
  }

  private static func write(_ number: Int, to path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    let descriptor = SharedDescriptor(file)
    let digits = Array("\(number)".utf8)
    return Foundation.write(descriptor.number, digits, digits.count) == digits.count
  }

  static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
