import Files
import Foundation
import Workspace

/// Pages and pictures that a run left in the app's data folder: the app knows them by a path inside the
/// sandbox, which nobody outside can open.
package struct WrittenPages: Sendable {
  private let folder: String
  private let cache: String
  /// Their paths in the data folder, newest first as they are opened.
  private let names: [String]

  /// Those that were written since `start`, in seconds since 1970.
  init(in folder: String, since start: Int, cache: String) {
    self.folder = folder
    self.cache = cache
    names = HostileFolder(folder).files(
      ending: [".html", ".htm", ".svg", ".png", ".pdf"], changedSince: start)
  }

  /// The paths on this machine.
  package var paths: [String] { names.map { folder + "/" + $0 } }

  /// The first, to be opened; nil if there is none.
  package var first: Page? {
    names.first.map { Page(name: $0, path: folder + "/" + $0, kind: WrappedPage.Kind(name: $0)) }
  }

  /// A page or picture that is to be opened.
  package struct Page: Sendable {
    package var name: String
    /// Its path on this machine.
    package var path: String
    var kind: WrappedPage.Kind?

    /// Whether it can be shown in a page of wisp's own, without its scripts and without a network.
    package var isWrapped: Bool { kind != nil }
  }

  /// The file that shows a page: the page itself if it cannot be wrapped.
  ///
  /// - Throws: `UsageError` or `FileFailure` if the page cannot be read or the wrapped one not be written.
  package func shown(_ page: Page) throws -> String {
    try page.kind.map { try wrapped(page.name, as: $0) } ?? page.path
  }

  private func wrapped(_ name: String, as kind: WrappedPage.Kind) throws -> String {
    guard let bytes = HostileFolder(folder).bytes(of: name, limit: Self.largest) else {
      throw UsageError(
        "\(printable(name)) cannot be shown: it is gone, or larger than \(Self.largest >> 20) MB.")
    }
    let shown = cache + "/opened"
    let files = FileManager.default
    try files.createDirectory(
      atPath: shown, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    for old in (try? files.contentsOfDirectory(atPath: shown)) ?? [] {
      let path = shown + "/" + old
      let changed = try? files.attributesOfItem(atPath: path)[.modificationDate] as? Date
      if let changed, changed.timeIntervalSinceNow < -24 * 60 * 60 {
        try? files.removeItem(atPath: path)
      }
    }
    let path = "\(shown)/\(UUID().uuidString.lowercased()).html"
    let page = WrappedPage.wrapping(bytes, as: kind, title: name)
    guard
      files.createFile(
        atPath: path, contents: Data(page), attributes: [.posixPermissions: 0o600])
    else { throw FileFailure(operation: "write", path: path, code: errno) }
    return path
  }

  private static let largest = 32 << 20
}
