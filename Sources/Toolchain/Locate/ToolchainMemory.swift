import Foundation
import Workspace

/// What a compiler said of itself, kept so that it need not be asked by every command.
///
/// Only for a `swift` with its compiler beside it: a version manager's launcher may answer differently
/// each time.
struct ToolchainMemory {
  private let path: String
  /// Changes with every installation.
  private let stamps: String

  private struct Record: Codable {
    var stamps: String
    var info: SwiftToolchain.TargetInfo
  }

  /// Nil if the program's answers cannot be kept.
  init?(of program: String, in cacheDirectory: String) {
    guard let resolved = realpath(program, nil) else { return nil }
    defer { free(resolved) }
    let real = String(cString: resolved)
    let compiler = URL(filePath: real).deletingLastPathComponent().appending(path: "swift-frontend")
    guard let own = HostFile.stamp(of: real), let other = HostFile.stamp(of: compiler.path) else {
      return nil
    }
    path = "\(cacheDirectory)/toolchains/\(StableHash.hex(of: [real])).json"
    stamps = "\(own.description) \(other.description)"
  }

  /// The answer of the same compiler, where it was asked before.
  var info: SwiftToolchain.TargetInfo? {
    guard let bytes = HostFile.bytes(at: path, limit: 1 << 16),
      let record = try? JSONDecoder().decode(Record.self, from: Data(bytes)),
      record.stamps == stamps
    else { return nil }
    return record.info
  }

  /// Keeps an answer; where that fails it is asked again.
  func keep(_ info: SwiftToolchain.TargetInfo) {
    guard let data = try? JSONEncoder().encode(Record(stamps: stamps, info: info)) else { return }
    try? FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try? data.write(to: URL(filePath: path), options: .atomic)
  }
}
