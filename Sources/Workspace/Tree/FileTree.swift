/// All regular files of an app, in memory: path to bytes.
package struct FileTree: Sendable, Equatable {
  /// The files; iteration order is not defined, use `paths` for the sorted one.
  package var files: [SafePath: [UInt8]]

  package init(files: [SafePath: [UInt8]] = [:]) {
    self.files = files
  }

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
}
