import ArgumentParser
import Foundation
import Toolchain
import WispCore
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
      network: allowNet, read: allowRead.map(Self.absolute), write: allowWrite.map(Self.absolute),
      ports: allowPort)
  }

  /// The app's arguments, with those that name something allowed at its full path: the app runs elsewhere.
  func placed(_ arguments: [String]) -> [String] {
    arguments.map { word in
      if (allowRead + allowWrite).contains(word) { return Self.absolute(word) }
      let path = Self.absolute(word)
      let isNamed = isAllowed(path, by: []) && FileManager.default.fileExists(atPath: path)
      return isNamed && !word.isEmpty && !word.hasPrefix("-") ? path : word
    }
  }

  /// Whether a path is allowed, or lies in a folder that is: by the options, or one of `others`.
  private func isAllowed(_ path: String, by others: [String]) -> Bool {
    ((allowRead + allowWrite).map(Self.absolute) + others).contains { allowed in
      path == allowed || path.hasPrefix(allowed == "/" ? allowed : allowed + "/")
    }
  }

  /// The first argument that names a file or folder of the user's, which the app does not see; `granted` are
  /// the paths that it sees besides.
  func unseen(_ arguments: [String], in data: String, granted: [String]) -> String? {
    arguments.first { word in
      !word.isEmpty && !word.hasPrefix("-") && word != "." && word != ".."
        && !isAllowed(Self.absolute(word), by: granted)
        && FileManager.default.fileExists(atPath: Self.absolute(word))
        && !FileManager.default.fileExists(atPath: "\(data)/\(word)")
    }
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: (path as NSString).expandingTildeInPath).standardizedFileURL.path
  }
}

/// Decides what an app is allowed when it runs: what its manifest asks for, agreed to by the user once,
/// and what was given for this run.
struct RunPermissions {
  let workbench: Workbench
  let app: AppStore.Found
  let manifest: AppManifest

  /// What the app is allowed this time; `agrees` is the user's agreement beforehand, with `--yes`.
  ///
  /// Throws `PermissionError` for what cannot be given, `UsageError` where nobody can be asked, and an
  /// exit code where the user says no.
  func grant(adding flags: AppManifest.Permissions, agrees: Bool) throws -> Grant {
    let asked = manifest.permissions.normalised
    let all = try workbench.grant(asked.joined(with: flags))
    guard !asked.without(flags).isEmpty else { return all }
    let own = try workbench.grant(asked)
    let agreements = Agreements(app.directory)
    if agreements.contain(own) { return all }
    if !agrees { try ask(own) }
    try agreements.add(own)
    return all
  }

  private func ask(_ grant: Grant) throws {
    guard workbench.terminal.isInteractive, let line = TerminalQuestion() else {
      throw UsageError(
        "\(app.record.id) asks for these permissions:\n"
          + PermissionText.lines(of: grant).joined(separator: "\n")
          + "\nThere is no terminal to ask at. Allow them with --yes (remembered for this app), or for one run "
          + "with \(PermissionText.flags(for: grant.permissions)).")
    }
    let terminal = workbench.terminal
    terminal.line("\(app.record.id) asks for these permissions:")
    for line in PermissionText.lines(of: grant) { terminal.line(line) }
    terminal.line("Everything else stays closed. Allow these from now on? [y/N]")
    guard line.readYes() else {
      terminal.line("You did not allow it, so the app was not run.")
      throw ExitCode(ExitStatus.notVerified.rawValue)
    }
  }
}

/// Permissions in words.
enum PermissionText {
  /// One line for each host, path and port.
  static func lines(of grant: Grant) -> [String] {
    let permissions = grant.permissions
    var lines = permissions.network.map {
      "  network  \(printable($0))\($0.contains(":") ? "" : " (ports 443 and 80)")"
    }
    for path in grant.paths {
      let leads = path.host == path.inside ? "" : " (which is \(printable(path.host)))"
      lines.append("  \(path.isWritable ? "write" : "read ")    \(printable(path.asked))\(leads)")
    }
    lines += permissions.ports.map { "  port     \($0), shown as http://127.0.0.1:\($0)/" }
    return lines
  }

  /// The flags that give the same for one run.
  static func flags(for permissions: AppManifest.Permissions) -> String {
    let flags =
      permissions.network.map { "--allow-net \($0)" }
      + permissions.read.map { "--allow-read \($0)" }
      + permissions.write.map { "--allow-write \($0)" }
      + permissions.ports.map { "--allow-port \($0)" }
    return printable(flags.joined(separator: " "))
  }
}

/// An answer from the person at the terminal, wherever standard input comes from.
struct TerminalQuestion {
  private let handle: FileHandle

  /// Nil where there is no terminal.
  init?() {
    let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  func readYes() -> Bool {
    var answer: [UInt8] = []
    var byte: UInt8 = 0
    while read(handle.fileDescriptor, &byte, 1) == 1, byte != 0x0A { answer.append(byte) }
    return ["y", "yes"].contains(
      String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .whitespaces).lowercased())
  }
}

extension Workbench {
  /// Makes permissions concrete on this machine.
  func grant(_ permissions: AppManifest.Permissions) throws -> Grant {
    try Grant(
      permissions, rules: pathRules, certificates: Grant.certificates(environment: environment))
  }

  /// Which paths of this machine may be shown to an app.
  var pathRules: PathRules {
    let user = environment["HOME"] ?? NSHomeDirectory()
    let settings = environment["XDG_CONFIG_HOME"] ?? user + "/.config"
    return PathRules(home: user, closed: [home.root, home.cache, settings + "/wisp"])
  }
}
