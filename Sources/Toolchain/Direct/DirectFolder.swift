import Files
import Foundation
import Workspace

/// An app's build folder as the direct way keeps it.
///
/// ```
/// direct.json               what was made, written when a build has passed
/// debug/NAME                the programs, in the same place as those of `swift build`
/// debug/NAME.resources/     what `Bundle.module` finds
/// made/KIND-NAME-KEY/       what one step has made, its stamp, and what the compiler said
/// made/.new-KIND-NAME-KEY/  the same while it is being made
/// ```
struct DirectFolder: Sendable {
  var path: String

  /// What one step makes; its key is a hash of everything that decides what that is.
  struct Product: Hashable, Sendable {
    enum Kind: String, Sendable {
      /// A module as others import it.
      case interface
      /// A module's machine code.
      case object
      case program
    }

    var kind: Kind
    /// Of the module or program.
    var name: String
    var key: String

    /// The name of the one file that counts.
    var file: String {
      switch kind {
      case .interface: "\(name).swiftmodule"
      case .object: "\(name).o"
      case .program: name
      }
    }

    fileprivate var folder: String { "\(kind.rawValue)-\(name)-\(key)" }
    /// Its folder inside.
    var inside: String { "\(Inside.scratch)/made/\(folder)" }
    /// The folder inside that it is made in.
    var insideDraft: String { "\(Inside.scratch)/made/.new-\(folder)" }
  }

  private static let recordName = "direct.json"
  private static let stampName = "stamp.txt"
  /// The compiler's diagnostics in its own format, in the folder of a product.
  static let serializedName = "diagnostics.dia"

  /// The products of the last build in the folder; nil if it was built another way or not at all.
  var plan: BuildPlan? {
    HostFile.bytes(at: "\(path)/\(Self.recordName)", limit: 1 << 20)
      .flatMap { try? JSONDecoder().decode(BuildPlan.self, from: Data($0)) }
  }

  /// Whether the direct way has worked in a folder, finished or not.
  var isUsed: Bool { HostFile.stamp(of: "\(path)/made") != nil }

  /// Begins a build: from here on the programs are those of an earlier tree, and count for nothing.
  func begin() throws {
    HostFile.remove("\(path)/\(Self.recordName)")
    try open()
  }

  /// Makes the folder usable, clearing away what another way of building has left.
  func open() throws {
    if !isUsed { try HostFile.empty(path) }
    for part in ["made", "debug"] { try HostFile.makeFolder("\(path)/\(part)") }
  }

  /// The file of a product on the host.
  func file(of product: Product) -> String { "\(path)/made/\(product.folder)/\(product.file)" }

  /// The compiler's messages about an existing product, from when it was made; nil if there is no such product.
  func output(of product: Product) -> [UInt8]? {
    // The compiler wrote there, confined, with hostile sources: no link in it is followed.
    let folder = HostileFolder(path)
    let stamp = folder.bytes(of: "made/\(product.folder)/\(Self.stampName)", limit: 1 << 10)
    guard let found = HostFile.stamp(of: file(of: product)), stamp == Array(found.description.utf8)
    else { return nil }
    return folder.bytes(of: "made/\(product.folder)/output.txt", limit: 64 << 20)
  }

  /// What the compiler serialized while it failed to make a product; empty if it did not.
  func serialized(of product: Product) -> [UInt8] {
    HostileFolder(path).bytes(
      of: "made/.new-\(product.folder)/\(Self.serializedName)",
      limit: SerializedDiagnostics.Most.bytes) ?? []
  }

  /// Makes the folder that a product is made in, with files for the compiler.
  func prepare(_ product: Product, files: [String: String] = [:]) throws {
    let draft = draft(of: product)
    HostFile.remove(draft)
    try HostFile.makeFolder(draft)
    for (file, text) in files {
      try HostileFolder(path).write(Array(text.utf8), to: "made/.new-\(product.folder)/\(file)")
    }
  }

  /// Writes a product that was made elsewhere where it is made.
  func write(_ bytes: [UInt8], as product: Product) throws {
    try HostileFolder(path).write(bytes, to: "made/.new-\(product.folder)/\(product.file)")
  }

  /// The folder on the host that a product is made in.
  func draft(of product: Product) -> String { "\(path)/made/.new-\(product.folder)" }

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

  /// Gives a product its name; false if it is missing.
  func complete(_ product: Product, output: [UInt8]) throws -> Bool {
    let draft = draft(of: product)
    guard let stamp = HostFile.stamp(of: "\(draft)/\(product.file)") else { return false }
    let own = HostileFolder(path)
    try own.write(output, to: "made/.new-\(product.folder)/output.txt")
    try own.write(
      Array(stamp.description.utf8), to: "made/.new-\(product.folder)/\(Self.stampName)")
    let folder = "\(path)/made/\(product.folder)"
    HostFile.remove(folder)
    return rename(draft, folder) == 0
  }

  /// Takes a product of another folder in: as a further link to the same file, or as a copy on another
  /// file system.
  func adopt(_ product: Product, from other: String) throws {
    let source = DirectFolder(path: other).file(of: product)
    let target = file(of: product)
    guard HostFile.stamp(of: target) == nil else { return }
    try HostFile.makeFolder("\(path)/made/\(product.folder)")
    guard link(source, target) != 0 else { return }
    guard let bytes = HostFile.bytes(at: source, limit: 256 << 20) else {
      throw ToolchainError(code: .unusableFolder, description: "Cannot read \(source).")
    }
    try HostileFolder(path).write(bytes, to: "made/\(product.folder)/\(product.file)")
  }

  /// Puts a program where it is run from: in this folder, or in another one on the same file system.
  func place(_ program: Product, in other: String? = nil) throws {
    let place = "\(other ?? path)/debug"
    let target = "\(place)/\(program.file)"
    let aside = "\(place)/.new-\(program.file)"
    try HostFile.makeFolder(place)
    HostFile.remove(aside)
    guard link(file(of: program), aside) == 0, rename(aside, target) == 0 else {
      throw ToolchainError(
        code: .unusableFolder,
        description: "Cannot put the program into \(target): \(String(cString: strerror(errno))).")
    }
    // Where both are links to the same file already, renaming leaves them.
    HostFile.remove(aside)
  }

  /// Puts the programs where they are run from, notes what has been made and removes the rest.
  func finish(_ plan: BuildPlan, products: Set<Product>, bundles: [String]) throws {
    for program in products where program.kind == .program { try place(program) }
    try removeAll(in: "\(path)/made", but: Set(products.map(\.folder)))
    // Programs could find there what an earlier tree has made.
    let programs = products.filter { $0.kind == .program }.map(\.file)
    try removeAll(in: "\(path)/debug", but: Set(programs + bundles))
    try HostileFolder(path).write([UInt8](JSONEncoder().encode(plan)), to: Self.recordName)
  }

  private func removeAll(in folder: String, but kept: Set<String>) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where !kept.contains(name) {
      HostFile.remove("\(folder)/\(name)")
    }
  }
}
