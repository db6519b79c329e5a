import Foundation
import Testing

/// A file under `Recordings/`: what real tools printed.
enum Recording {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Recordings")

  /// The lines of a recording that are not empty.
  static func lines(_ name: String) throws -> [ArraySlice<UInt8>] {
    try bytes(name).split(separator: UInt8(ascii: "\n"))
  }

  /// The lines of a text that are not empty.
  static func lines(of text: String) -> [ArraySlice<UInt8>] {
    Array(text.utf8).split(separator: UInt8(ascii: "\n"))
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: folder.appending(path: path)))
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }
}
