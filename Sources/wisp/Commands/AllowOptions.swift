import ArgumentParser
import Workbench
import Workspace

/// The options that allow an app more for one run.
struct AllowOptions: ParsableArguments {
  @Option(
    help:
      "A file or folder the app may read. If the same path, or one inside of it, follows `--`, the app gets its full path. May be repeated."
  )
  var allowRead: [String] = []

  @Option(help: "A file or folder the app may change. May be repeated.")
  var allowWrite: [String] = []

  @Option(
    help: ArgumentHelp(
      "A host the app may reach: NAME (ports 443 and 80) or NAME:PORT. May be repeated.",
      valueName: "host"))
  var allowNet: [String] = []

  @Option(
    help: ArgumentHelp(
      "A port the app listens on. You reach it at 127.0.0.1, on this machine only. May be repeated.",
      valueName: "port"))
  var allowPort: [UInt16] = []

  /// The same as a manifest would say it.
  ///
  /// - Throws: `UsageError` for a port that only root may use.
  func permissions() throws -> AppManifest.Permissions {
    if let port = allowPort.first(where: { $0 < 1024 }) {
      throw UsageError("--allow-port \(port): choose one from 1024 to 65535.")
    }
    return AppManifest.Permissions(
      network: allowNet, read: allowRead.map(AllowedFiles.absolute),
      write: allowWrite.map(AllowedFiles.absolute),
      ports: allowPort)
  }

  /// What is allowed of the user's files.
  var files: AllowedFiles { AllowedFiles(allowRead + allowWrite) }
}
