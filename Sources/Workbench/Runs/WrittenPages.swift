import Files
import Foundation
import LLM
import WispCore
import Workspace

/// Pages and pictures that a run left in the app's data folder: the app knows them by a path inside the
/// sandbox, which nobody outside can open.
struct WrittenPages {
  private let folder: String
  private let workbench: Workbench
  private let start: Int

  /// To be made before the run.
  init(in folder: String, _ workbench: Workbench) {
    self.folder = folder
    self.workbench = workbench
    start = Int(Date().timeIntervalSince1970)
  }

  /// The paths on this machine.
  var paths: [String] { names.map { folder + "/" + $0 } }

  private var names: [String] {
    HostileFolder(folder).files(
      ending: [".html", ".htm", ".svg", ".png", ".pdf"], changedSince: start)
  }

  /// Says where they are.
  func say() {
    for path in paths { workbench.terminal.line("wisp: written: \(printable(path))") }
  }

  /// Opens the first in the browser.
  ///
  /// A page is shown in a page of wisp's own, without its scripts and without a network.
  ///
  /// - Parameters:
  ///   - read: What of the user's the run could read; if there is anything, the user is asked.
  ///   - agrees: Whether the user has agreed beforehand.
  /// - Throws: `UsageError` or `FileFailure` if the page cannot be read or the wrapped one not be written.
  func open(afterReading read: [String], agrees: Bool) throws {
    let terminal = workbench.terminal
    guard let name = names.first else {
      terminal.line("wisp: nothing to open: the app wrote no page or picture this time")
      return
    }
    let kind = WrappedPage.Kind(name: name)
    guard agrees || read.isEmpty && kind != nil || isAgreed(name, read, isWrapped: kind != nil)
    else {
      terminal.line("wisp: not opened: \(printable(folder + "/" + name))")
      return
    }
    let path = try kind.map { try wrapped(name, as: $0) } ?? folder + "/" + name
    if !open(path) {
      terminal.line("wisp: could not open it: neither xdg-open nor open is installed")
    }
  }

  private func isAgreed(_ name: String, _ read: [String], isWrapped: Bool) -> Bool {
    guard workbench.terminal.isInteractive, let question = TerminalQuestion() else {
      workbench.terminal.line("wisp: there is no terminal to ask at; --yes opens it unasked")
      return false
    }
    let what = printable(name)
    let seen = read.isEmpty ? "" : "the app could read \(printable(read.joined(separator: ", "))); "
    let danger =
      isWrapped
      ? "\(what) is shown without its scripts and without a network"
      : "\(what) is opened as it is, and the program that opens it is not confined"
    workbench.terminal.line("\(seen)\(danger). Open it? [y/N]")
    return question.readYes()
  }

  private func wrapped(_ name: String, as kind: WrappedPage.Kind) throws -> String {
    guard let bytes = HostileFolder(folder).bytes(of: name, limit: Self.largest) else {
      throw UsageError(
        "\(printable(name)) cannot be shown: it is gone, or larger than \(Self.largest >> 20) MB.")
    }
    let shown = workbench.home.cache + "/opened"
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

  private func open(_ path: String) -> Bool {
    for opener in ["/usr/bin/xdg-open", "/usr/bin/open"] where access(opener, X_OK) == 0 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: opener)
      process.arguments = [path]
      process.environment = workbench.environment.filter { !SecretMask.isSecret(variable: $0.key) }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      return (try? process.run()) != nil
    }
    return false
  }
}
