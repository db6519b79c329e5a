import Catalog
import Files
import Foundation
import WispCore
import Workspace

/// A small script in `~/.local/bin` that runs an app through `wisp`, confined.
package struct Launcher {
  private static let mark = "# Made by `wisp keep --install`"
  package let path: String
  private let text: String
  private let name: String
  private let app: String
  private let search: CommandSearch

  /// A launcher called `name`, or by the name in the app's `wisp.json` if that is nil.
  ///
  /// - Throws: `UsageError` if there is no home to install to.
  init(_ workbench: Workbench, _ record: AppRecord, _ tree: FileTree, as name: String?) throws {
    guard let home = workbench.environment["HOME"], !home.isEmpty else {
      throw UsageError("HOME is not set, so there is no ~/.local/bin to install to.")
    }
    self.name = try name ?? Contract.manifest(in: tree)?.name ?? record.name
    app = record.id
    path = home + "/.local/bin/" + self.name
    search = CommandSearch(path: workbench.environment["PATH"] ?? "")
    let variable = workbench.environment["WISP_HOME"].map { _ in
      "WISP_HOME=\(Self.quoted(workbench.home.root)) "
    }
    text = """
      #!/bin/sh
      \(Self.mark); `wisp discard \(app)` removes it.
      \(variable ?? "")exec \(Self.quoted(workbench.executable)) run --no-limit \(app) -- "$@"

      """
  }

  /// Why no launcher of this name may be written; nil if it may.
  ///
  /// Programs call others by name: a launcher in a folder that is searched first would be called in place
  /// of the command that was meant.
  var conflict: String? {
    let other = "Give it another name: wisp keep \(app) --install --as NAME"
    if search.isShellWord(name) {
      return "“\(name)” is a word of the shell, so the app could not be called by it.\n\(other)"
    }
    if let found = search.program(name, besides: path) {
      return
        "“\(name)” is a command already: \(found). A launcher of this name could be called in its "
        + "place.\n\(other)"
    }
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let owner = Self.app(of: path) else {
      return "\(path) exists and wisp did not make it. Remove it, or give the app another name: "
        + "wisp keep \(app) --install --as NAME"
    }
    return owner == app ? nil : "\(path) starts another app, \(owner).\n\(other)"
  }

  /// Writes the launcher; `conflict` must be nil.
  ///
  /// - Throws: `UsageError` if it cannot be written.
  func install() throws {
    let folder = (path as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    } catch {
      let reason = String(cString: strerror(FileFailure.code(of: error, on: path)))
      throw UsageError("\(path) cannot be written: \(reason). Check who may write there.")
    }
  }

  /// Removes a launcher that wisp made.
  ///
  /// - Returns: True if the launcher was wisp's and has been removed.
  package static func remove(_ path: String) -> Bool {
    app(of: path) != nil && (try? FileManager.default.removeItem(atPath: path)) != nil
  }

  /// The app that a launcher starts; nil if the file is not a launcher of wisp's.
  private static func app(of path: String) -> String? {
    guard let data = FileManager.default.contents(atPath: path), data.count < 16 << 10 else {
      return nil
    }
    let text = String(decoding: data, as: UTF8.self)
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(mark) }) else {
      return nil
    }
    return line.firstMatch(of: /`wisp discard ([^`]+)`/).map { String($0.1) } ?? ""
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
