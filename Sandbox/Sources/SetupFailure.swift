import CSpawn
import Foundation

/// Turns what the system said about a sandbox that did not come up into a cause and a cure.
enum SetupFailure {
  /// What bubblewrap or `wisp-jail` wrote before the command could start.
  static func message(_ text: String) -> SandboxError {
    let said = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if said.contains("Argument list too long") { return tooLong }
    for known in knownTexts where known.needles.contains(where: said.contains) {
      return SandboxError(
        kind: .denied, message: "\(known.cause) Nothing was run. (\(firstLine(said)))",
        advice: known.cure)
    }
    return SandboxError(
      kind: .failed,
      message: said.isEmpty
        ? "The sandbox ended before the command was started."
        : "The sandbox could not be set up: \(firstLine(said))",
      advice: "Run `wisp doctor` for a check of everything the sandbox needs.")
  }

  /// A step of `wisp-jail` between its start and the command's that failed.
  static func command(step: String, error: Int32) -> SandboxError {
    if error == E2BIG { return tooLong }
    let reason = String(cString: strerror(error))
    guard step == "exec" else {
      return SandboxError(
        kind: .failed, message: "The sandbox could not set up the command's \(step): \(reason).",
        advice: "Run `wisp doctor` for a check of everything the sandbox needs.")
    }
    return SandboxError(
      kind: .failed, message: "The command could not be started in the sandbox: \(reason).",
      advice: "It is looked for inside, in /toolchain/usr/bin and /usr/bin, not on the host.")
  }

  /// The kernel takes no more in one argument, or in all of them with the environment.
  static let tooLong = SandboxError(
    kind: .command,
    message: "The command's arguments are too long for Linux. Nothing was run.",
    advice: "One argument may have 131,071 bytes, all together about 2 MB. Give the rest as input.")

  /// Process 1 went without a word: killed from outside.
  static let vanished = SandboxError(
    kind: .failed,
    message: "The sandbox was killed from outside before the command had ended.",
    advice: "The system may have run out of memory; see `dmesg`.")

  /// A control group that was made could not be joined.
  static let group = SandboxError(
    kind: .denied, message: "The sandbox's control group could not be joined.",
    advice: "Run `wisp doctor` for a check of everything the sandbox needs.")

  private static func firstLine(_ text: String) -> String {
    String(text.split(separator: "\n").first?.prefix(400) ?? "no message")
  }

  private struct Known {
    var needles: [String]
    var cause: String
    var cure: String
  }

  /// Bubblewrap's own words, as of 0.8 to 0.11.
  private static let knownTexts = [
    Known(
      needles: ["nesting depth", "namespaces exceeded", "ENOSPC"],
      cause: "The limit on namespaces is reached or this is a sandbox inside a sandbox.",
      cure:
        "Run it outside of the other sandbox, or raise /proc/sys/user/max_user_namespaces as root."
    ),
    Known(
      needles: [
        "setting up uid map: Permission denied", "Failed RTM_NEWADDR", "Failed RTM_NEWLINK",
      ],
      cause: "AppArmor keeps bubblewrap from making user namespaces (the default of Ubuntu 24.04).",
      cure:
        "As root: copy /usr/share/apparmor/extra-profiles/bwrap-userns-restrict to /etc/apparmor.d "
        + "and run `apparmor_parser -r /etc/apparmor.d/bwrap-userns-restrict`."
    ),
    Known(
      needles: [
        "No permissions to create new namespace", "No permissions to create a new namespace",
        "kernel does not allow non-privileged user namespaces",
      ],
      cause: "The system forbids user namespaces here (usual in a Docker container).",
      cure:
        "Start the container with a seccomp profile that allows them and with /proc unmasked "
        + "(`--security-opt seccomp=unconfined --security-opt systempaths=unconfined`), or run on "
        + "the host."
    ),
    Known(
      needles: ["Can't mount proc on"],
      cause: "The container hides parts of /proc, so the sandbox cannot have its own.",
      cure: "Start the container with `--security-opt systempaths=unconfined`, or run on the host."
    ),
    Known(
      needles: ["kernel does not support user namespaces"],
      cause: "The kernel has no user namespaces.",
      cure: "Use a kernel built with CONFIG_USER_NS, as distributions ship it."
    ),
  ]

  /// A step between the fork and bubblewrap's first instruction that failed.
  static func spawn(_ failure: wisp_spawn_failure, of request: SpawnRequest) -> SandboxError {
    let reason = String(cString: strerror(failure.error))
    let path = request.staged.flatMap { paths in
      paths.indices.contains(Int(failure.index)) ? paths[Int(failure.index)] : nil
    }
    switch Int(failure.stage) {
    case Int(WISP_STAGE_GROUP.rawValue): return group
    case Int(WISP_STAGE_NAMESPACE.rawValue), Int(WISP_STAGE_FOLDER_MOUNT.rawValue):
      return SandboxError(
        kind: .denied,
        message: "Root may not make a mount namespace here, so nothing was run: \(reason).",
        advice: "Run as an ordinary user, or give the container CAP_SYS_ADMIN.")
    case Int(WISP_STAGE_IDENTITY.rawValue):
      return SandboxError(
        kind: .denied,
        message:
          "Root could not be given up for the user id \(WISP_SANDBOX_ID): \(reason). "
          + "Nothing was run.",
        advice: "Run as an ordinary user, or map 65536 ids into the container.")
    case Int(WISP_STAGE_OPEN.rawValue), Int(WISP_STAGE_MOUNT.rawValue):
      return SandboxError(
        kind: .failed, message: "Could not mount \(path ?? "a folder"): \(reason).",
        advice: "Check that it exists and is a file or a folder.")
    case Int(WISP_STAGE_EXEC.rawValue) where failure.error == E2BIG: return tooLong
    case Int(WISP_STAGE_EXEC.rawValue):
      return SandboxError(
        kind: .missing, message: "Could not start \(request.executable): \(reason).",
        advice: "Install it with `apt install bubblewrap` and run again.")
    default:
      return .system("start \(request.executable)", failure.error)
    }
  }
}
