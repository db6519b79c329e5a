import Foundation
import Workspace

/// An app's build folder as the direct way keeps it.
///
/// ```
/// direct.json               what was made, written when a build has passed
/// debug/NAME                the programs, in the same place as those of `swift build`
/// debug/NAME.resources/     what `Bundle.module` finds
/// modules/NAME-KEY/         NAME.o, NAME.swiftmodule and what the compiler said
/// modules/.new-NAME/        the same while it is being made
/// ```
struct DirectFolder {
  var path: String

  struct Module: Sendable, Equatable {
    var name: String
    /// The folder inside.
    var inside: String
    /// A hash of what other modules see of it.
    var interface: String
    /// The compiler's warnings.
    var output: [UInt8]
  }

  private struct Record: Codable {
    var plan: BuildPlan
    var links: [String: String]
  }

  private static let recordName = "direct.json"

  /// What a finished build in the folder has made; nil where it was another way or none.
  var plan: BuildPlan? { record?.plan }

  /// Whether the direct way has worked in a folder, finished or not.
  var isUsed: Bool { HostFile.stamp(of: "\(path)/modules") != nil }

  private var record: Record? {
    HostFile.bytes(at: "\(path)/\(Self.recordName)", limit: 1 << 20)
      .flatMap { try? JSONDecoder().decode(Record.self, from: Data($0)) }
  }

  /// Clears away what another way of building has left.
  ///
  /// - Returns: The keys of the programs that are there, by name.
  func begin() throws -> [String: String] {
    let links = record?.links ?? [:]
    // From here on the programs may be replaced; without a record they count for nothing.
    HostFile.remove("\(path)/\(Self.recordName)")
    if !isUsed { try HostFile.empty(path) }
    for part in ["modules", "debug"] { try HostFile.makeFolder("\(path)/\(part)") }
    return links
  }

  /// A module that is there already.
  func module(_ name: String, key: String) -> Module? {
    let folder = "\(path)/modules/\(name)-\(key)"
    // The compiler wrote it, confined, with hostile sources: no link in it is followed.
    let made = HostileFolder(path)
    guard HostFile.stamp(of: "\(folder)/\(name).o") != nil,
      let interface = made.bytes(
        of: "modules/\(name)-\(key)/\(name).swiftmodule", limit: 256 << 20),
      let output = made.bytes(of: "modules/\(name)-\(key)/output.txt", limit: 64 << 20)
    else { return nil }
    var hash = StableHash()
    hash.add(interface)
    return Module(
      name: name, inside: "\(Inside.scratch)/modules/\(name)-\(key)", interface: hash.hex,
      output: output)
  }

  /// Makes the folder that a module is compiled into, with files for the compiler.
  func prepare(_ name: String, files: [String: String] = [:]) throws {
    let draft = "\(path)/modules/.new-\(name)"
    HostFile.remove(draft)
    try HostFile.makeFolder(draft)
    for (file, text) in files {
      try HostileFolder(path).write(Array(text.utf8), to: "modules/.new-\(name)/\(file)")
    }
  }

  /// Puts a target's resources beside the programs.
  func lay(_ bundle: ResourceBundle, from tree: FileTree) throws {
    let root = "\(path)/debug/\(bundle.name)"
    HostFile.remove(root)
    var laid = FileTree()
    for (place, source) in bundle.files {
      laid[try SafePath(place)] = tree[try SafePath(source)]
    }
    try HostFile.makeFolder(root)
    try laid.write(to: root, replacing: FileTree())
  }

  /// That folder inside.
  static func insideDraft(_ name: String) -> String { "\(Inside.scratch)/modules/.new-\(name)" }

  /// Gives a compiled module its name; nil where something is missing.
  func complete(_ name: String, key: String, output: [UInt8]) throws -> Module? {
    let draft = "\(path)/modules/.new-\(name)"
    try HostileFolder(path).write(output, to: "modules/.new-\(name)/output.txt")
    let folder = "\(path)/modules/\(name)-\(key)"
    HostFile.remove(folder)
    guard rename(draft, folder) == 0 else { return nil }
    return module(name, key: key)
  }

  /// Whether a program is there.
  func holds(_ program: String) -> Bool { HostFile.stamp(of: "\(path)/debug/\(program)") != nil }

  /// Notes what has been made and removes the modules that are not part of it.
  func finish(_ plan: BuildPlan, links: [String: String], modules: [Module]) throws {
    let used = Set(modules.compactMap { $0.inside.split(separator: "/").last.map(String.init) })
    for name in try FileManager.default.contentsOfDirectory(atPath: "\(path)/modules")
    where !used.contains(name) {
      HostFile.remove("\(path)/modules/\(name)")
    }
    let record = try JSONEncoder().encode(Record(plan: plan, links: links))
    try HostileFolder(path).write([UInt8](record), to: Self.recordName)
  }
}
