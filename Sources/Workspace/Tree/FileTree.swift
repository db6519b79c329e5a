/// All regular files of an app, in memory: path to bytes.
package struct FileTree: Sendable, Equatable {
  /// The files; iteration order is not defined, use `paths` for the sorted one.
  package var files: [SafePath: [UInt8]]
  /// Folders that exist on disk, also empty ones; not part of equality.
  package var directories: Set<SafePath>
  /// Symbolic links that exist on disk: never followed, never written through; not part of equality.
  package var links: Set<SafePath>

  package init(
    files: [SafePath: [UInt8]] = [:], directories: Set<SafePath> = [], links: Set<SafePath> = []
  ) {
    self.files = files
    self.directories = directories
    self.links = links
  }

  package static func == (a: FileTree, b: FileTree) -> Bool { a.files == b.files }

  /// Every path, sorted.
  package var paths: [SafePath] { files.keys.sorted() }

  /// The bytes of a file, nil where there is none.
  package subscript(path: SafePath) -> [UInt8]? {
    get { files[path] }
    set { files[path] = newValue }
  }

  /// A file as text, invalid UTF-8 replaced; nil where there is none.
  package func text(_ path: SafePath) -> String? {
    files[path].map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether `path` is a folder: one on disk, or one that a file lies in.
  package func isDirectory(_ path: SafePath) -> Bool {
    if directories.contains(path) { return true }
    let prefix = path.description + "/"
    return files.keys.contains { $0.description.utf8.starts(with: prefix.utf8) }
  }

  /// The symbolic link that `path` is or lies below; nil where there is none.
  package func link(on path: SafePath) -> SafePath? {
    guard !links.isEmpty else { return nil }
    return (path.ancestors + [path]).first { links.contains($0) }
  }

  /// Paths whose bytes differ between the two trees, present in one or both, sorted.
  package func differences(from old: FileTree) -> [SafePath] {
    Set(files.keys).union(old.files.keys).filter { files[$0] != old.files[$0] }.sorted()
  }
}
