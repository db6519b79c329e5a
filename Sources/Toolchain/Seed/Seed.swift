import Foundation

/// A build folder of a template's untouched starter, finished: what a fresh app starts from.
struct Seed: Sendable {
  /// Holds `tree`, `scratch` and `seed.json`.
  var directory: String

  var tree: String { "\(directory)/tree" }
  var scratch: String { "\(directory)/scratch" }

  /// What `seed.json` says: written last, compared before every use.
  private struct Record: Codable, Equatable {
    var contents: String
  }

  /// Whether every file is as it was when the seed was finished, by name, size and time.
  var isIntact: Bool {
    guard let bytes = HostFile.bytes(at: "\(directory)/seed.json", limit: 1 << 16),
      let record = try? JSONDecoder().decode(Record.self, from: Data(bytes))
    else { return false }
    return record == Record(contents: contents())
  }

  /// Removes the compiler driver's records of when it last built what.
  ///
  /// By them the driver leaves out sources that are older than the record, whatever they hold, and an
  /// app's sources may well have been written while its seed was still being built.
  func forgetBuildTimes() {
    for path in FileManager.default.subpaths(atPath: scratch) ?? []
    where path.hasSuffix(".priors") {
      HostFile.remove("\(scratch)/\(path)")
    }
  }

  /// Notes what the seed holds.
  func seal() throws {
    try JSONEncoder().encode(Record(contents: contents()))
      .write(to: URL(filePath: "\(directory)/seed.json"))
  }

  private func contents() -> String {
    var hash = StableHash()
    for path in (FileManager.default.subpaths(atPath: scratch) ?? []).sorted() {
      let stamp = HostFile.stamp(of: "\(scratch)/\(path)")
      hash.add(path)
      // Folders are what is in them.
      if let stamp, !stamp.isFolder { hash.add(stamp.description) }
    }
    return hash.hex
  }
}
