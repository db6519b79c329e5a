import Foundation
import WispCore

extension RunCommand {
  /// Refuses words for the app that do not stand behind `--`, and says how they are written.
  ///
  /// - Throws: `UsageError` with the command that is meant.
  static func checkWords(_ words: [String]) throws {
    let rest = words.dropFirst(2)
    guard words.first == "run", rest.first.map({ !$0.hasPrefix("-") }) == true,
      let app = words.dropFirst().first, !app.hasPrefix("-")
    else { return }
    var arguments = Array(rest)
    if let mark = arguments.firstIndex(of: "--") { arguments.remove(at: mark) }
    throw UsageError(
      "What is for the app stands behind --. Did you mean `"
        + meant(app, arguments) + "`?")
  }

  private static func meant(_ app: String, _ arguments: [String]) -> String {
    if arguments.count == 1, isFile(arguments[0]), input(of: app)?.isStandardInputOnly == true {
      return call(app, [], input: arguments[0])
    }
    return call(app, arguments)
  }

  /// The command that runs an app with these arguments, as it is typed into a shell.
  static func call(_ app: String, _ arguments: [String], input: String? = nil) -> String {
    "wisp run \(shellQuoted(app))"
      + (arguments.isEmpty ? "" : " -- " + arguments.map(shellQuoted).joined(separator: " "))
      + (input.map { " < " + shellQuoted($0) } ?? "")
  }

  private static func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue
  }

  /// Nil where there is no such app.
  private static func input(of app: String) -> AppInput? {
    let workbench = Workbench()
    guard let store = try? workbench.store(), let found = try? store.find(app),
      let tree = try? store.restoreTree(of: found), let manifest = try? Contract.manifest(in: tree)
    else { return nil }
    return AppInput(manifest, (try? workbench.templates())?[found.record.template])
  }
}

extension AppInput {
  /// Whether a file can be given to it in one way only.
  var isStandardInputOnly: Bool { readsStandardInput && !takesFiles }
}
