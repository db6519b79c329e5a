import Foundation
import Testing

/// A file under `Recordings/`: what real tools printed.
enum Recording {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Recordings")

  static func bytes(_ path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: folder.appending(path: path)))
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }
}
