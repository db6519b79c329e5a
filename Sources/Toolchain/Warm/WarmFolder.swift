import Foundation
import Workspace

/// What is the same for every app with the same dependencies, made once: the module cache, the
/// dependencies' modules and objects, the entry point of test programs.
struct WarmFolder: Sendable {
  /// Holds `files` and `warm.json`.
  var directory: String

  /// Tells what is in it, and when it was made.
  var name: String {
    "\(directory.split(separator: "/").last ?? "") \(HostFile.stamp(of: "\(directory)/warm.json")?.description ?? "")"
  }

  /// What is shown inside at `Inside.warm`.
  var files: String { "\(directory)/files" }

  /// What `warm.json` says: written last, compared before every use.
  private struct Record: Codable, Equatable {
    var toolchain: String
    var contents: String
  }

  /// Whether it was finished with this toolchain and every file is as it was then: by name,
  /// permissions, size and time, and those up to 64 KB by what they hold.
  func isIntact(toolchain: SwiftToolchain) -> Bool {
    record == Record(toolchain: toolchain.identity, contents: contents())
  }

  /// How programs are linked; nil if that is missing.
  var linkSettings: LinkSettings? {
    HostFile.bytes(at: "\(files)/\(Self.linkFile)", limit: 1 << 16)
      .flatMap { LinkSettings(lines: String(decoding: $0, as: UTF8.self)) }
  }

  /// Where the link settings are in `files`.
  static let linkFile = "link.txt"

  /// The place on the host of a file of it, named by its path inside.
  func file(at inside: String) -> String { files + inside.dropFirst(Inside.warm.count) }

  /// The toolchain that made it; nil if it was not finished.
  var toolchain: String? { record?.toolchain }

  /// Bytes of its files, those left out that are counted; counts them.
  func size(besides counted: inout Set<UInt64>) -> Int {
    var bytes = 0
    for path in paths {
      guard let stamp = HostFile.stamp(of: "\(files)/\(path)"), !stamp.isFolder,
        counted.insert(stamp.number).inserted
      else { continue }
      bytes += stamp.size
    }
    return bytes
  }

  /// Takes the files of a finished folder in, as further links to the same data.
  ///
  /// A file that both hold stays as it is.
  func adopt(_ other: WarmFolder) throws {
    for path in other.paths {
      let target = "\(files)/\(path)"
      if HostFile.stamp(of: "\(other.files)/\(path)")?.isFolder == true {
        try HostFile.makeFolder(target)
      } else if link("\(other.files)/\(path)", target) != 0, errno != EEXIST {
        // A file system without further links.
        do {
          try FileManager.default.copyItem(atPath: "\(other.files)/\(path)", toPath: target)
        } catch {
          throw ToolchainError(
            code: .unusableFolder,
            description: "Cannot copy \(other.files)/\(path) to \(target): "
              + "\(error.localizedDescription). Run it again.")
        }
      }
    }
  }

  /// Notes what it holds.
  func seal(toolchain: SwiftToolchain) throws {
    try JSONEncoder().encode(Record(toolchain: toolchain.identity, contents: contents()))
      .write(to: URL(filePath: "\(directory)/warm.json"))
  }

  private var record: Record? {
    HostFile.bytes(at: "\(directory)/warm.json", limit: 1 << 16)
      .flatMap { try? JSONDecoder().decode(Record.self, from: Data($0)) }
  }

  private var paths: [String] {
    (FileManager.default.subpaths(atPath: files) ?? []).sorted()
  }

  private func contents() -> String {
    var hash = StableHash()
    for path in paths {
      hash.add(path)
      guard let stamp = HostFile.stamp(of: "\(files)/\(path)") else { continue }
      // Folders are what is in them.
      hash.add(stamp.isFolder ? "\(stamp.mode)" : stamp.description)
      if !stamp.isFolder, stamp.size <= 64 << 10 {
        hash.add(HostFile.bytes(at: "\(files)/\(path)", limit: 64 << 10) ?? [])
      }
    }
    return hash.hex
  }
}
