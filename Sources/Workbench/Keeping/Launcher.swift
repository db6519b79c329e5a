import Catalog
import Files
import Foundation
import Workspace

/// A small script in `~/.local/bin` that runs an app through `wisp`, confined.
package struct Launcher {
  private static let mark = "# Made by `wisp keep --install`"
  package let path: String
  private let text: String
  private let app: AppRecord
  private let workbench: Workbench

  /// The folder that launchers are installed to.
  ///
  /// - Throws: `UsageError` if there is no home that it is in.
  static func folder(_ environment: [String: String]) throws(UsageError) -> String {
    guard let home = environment["HOME"], !home.isEmpty else {
      throw UsageError("HOME is not set, so there is no ~/.local/bin to install to.")
    }
    return home + "/.local/bin"
  }

  /// A launcher at a path.
  init(path: String, of app: AppRecord, _ workbench: Workbench) {
    self.path = path
    self.app = app
    self.workbench = workbench
    let variable = workbench.environment["WISP_HOME"].map { _ in
      "WISP_HOME=\(shellWord(workbench.home.root)) "
    }
    // By its id, which stays when it is renamed.
    text = """
      #!/bin/sh
      \(Self.mark); `wisp discard \(app.id)` removes it.
      \(variable ?? "")exec \(shellWord(workbench.executable)) run --no-limit \(app.id) -- "$@"

      """
  }

  private var name: String { (path as NSString).lastPathComponent }

  /// Why no launcher of this name may be written; nil if it may.
  ///
  /// Programs call others by name: a launcher in a folder that is searched first would be called in place
  /// of the command that was meant.
  var conflict: String? {
    let search = CommandSearch(path: workbench.environment["PATH"] ?? "")
    if let reason = search.shadowed(name, besides: path) { return reason }
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let owner = Self.app(of: path) else { return "\(path) exists and wisp did not make it" }
    return owner == app.id ? nil : "\(path) starts another app, \(workbench.name(of: owner))"
  }

  /// `conflict`, with what to do instead.
  var refusal: String? {
    conflict.map {
      "it cannot be called “\(name)”: \($0).\n"
        + "Give it another name: wisp keep \(app.name) --install --as NAME"
    }
  }

  /// Writes the launcher.
  ///
  /// - Throws: `UsageError` if it would stand in place of another program, or cannot be written.
  func install() throws(UsageError) {
    if let refusal { throw UsageError(refusal) }
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
}
