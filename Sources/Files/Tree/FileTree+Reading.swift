package import Workspace

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension FileTree {
  /// The most that is read from one folder.
  package enum Limits {
    /// Files in one tree.
    package static let files = 2_000
    /// Bytes in one file.
    package static let fileBytes = 4 << 20
    /// Bytes in all files.
    package static let totalBytes = 64 << 20
    /// Folders below each other.
    package static let depth = 64
  }

  /// Reads all regular files below `directory`.
  ///
  /// Symbolic links are remembered in `links` and never followed, neither are sockets, pipes or
  /// devices opened; `.git`, `.build` and `.swiftpm` are passed over. Throws where the folder cannot
  /// be read or holds more than `Limits`.
  package static func read(directory: String) throws(TreeError) -> FileTree {
    let root = try Descriptor.directory(at: directory)
    var walk = Walk(root: directory)
    try walk.visit(root, prefix: "", depth: 0)
    return walk.tree
  }
}

/// One walk through a folder.
private struct Walk {
  let root: String
  var tree = FileTree()
  var total = 0

  mutating func visit(
    _ directory: borrowing Descriptor, prefix: String, depth: Int
  ) throws(TreeError) {
    guard depth <= FileTree.Limits.depth else {
      throw tooLarge(prefix, "folders lie more than \(FileTree.Limits.depth) deep")
    }
    for name in try directory.entries(shown: shown(prefix)) {
      let place = prefix.isEmpty ? name : prefix + "/" + name
      if prefix.isEmpty, [".git", ".build", ".swiftpm"].contains(name.lowercased()) { continue }
      if name.lowercased() == ".git" { continue }
      guard let path = try? SafePath(place), path.description == place else {
        throw TreeError(
          code: .unsafePath, path: place,
          description: "The name of \(shown(place)) cannot be used; rename the file.")
      }
      switch try directory.kind(of: name, shown: shown(place)) {
      case .directory:
        tree.directories.insert(path)
        let child = try directory.opened(name, flags: O_DIRECTORY, shown: shown(place))
        try visit(child, prefix: place, depth: depth + 1)
      case .link:
        tree.links.insert(path)
      case .file:
        try read(name, at: path, in: directory)
      case .other, .missing:
        break
      }
    }
  }

  mutating func read(
    _ name: String, at path: SafePath, in directory: borrowing Descriptor
  ) throws(TreeError) {
    let limits = FileTree.Limits.self
    guard tree.files.count < limits.files else {
      throw tooLarge("", "it holds more than \(limits.files) files")
    }
    let file = try directory.opened(name, flags: O_NONBLOCK, shown: shown(path.description))
    let bytes = try file.contents(limit: limits.fileBytes, shown: shown(path.description))
    guard bytes.count <= limits.fileBytes else {
      throw tooLarge(path.description, "it is larger than \(limits.fileBytes >> 20) MB")
    }
    total += bytes.count
    guard total <= limits.totalBytes else {
      throw tooLarge("", "its files are larger than \(limits.totalBytes >> 20) MB in all")
    }
    tree.files[path] = bytes
  }

  func shown(_ place: String) -> String { place.isEmpty ? root : root + "/" + place }

  func tooLarge(_ place: String, _ reason: String) -> TreeError {
    TreeError(
      code: .tooLarge, path: place,
      description: "\(shown(place)) is too much to read: \(reason). Choose a smaller folder.")
  }
}
