import Foundation

/// What one check of the sandbox came to.
package struct ProbeResult: Sendable, Equatable {
  package var name: String
  package var passed: Bool
  /// What was seen; on failure with what to do.
  package var detail: String

  package init(name: String, passed: Bool, detail: String) {
    self.name = name
    self.passed = passed
    self.detail = detail
  }
}

/// Checks by trying: each probe runs inside the real sandbox and looks for what must not be there.
package enum SandboxProbe {
  /// Runs every probe; if the sandbox does not start, the result says why and ends there.
  ///
  /// `home` is the folder of the host that must be invisible.
  package static func selfTest(
    runner: any CommandRunner, home: String = NSHomeDirectory()
  ) async -> [ProbeResult] {
    var results = [installed()]
    let start = await run(
      Probe(name: "user namespaces", script: "true") { _ in nil }, arguments: [], runner: runner)
    results.append(start)
    guard start.passed else { return results }
    let canary = NSTemporaryDirectory() + "wisp-canary-\(UUID().uuidString)"
    _ = FileManager.default.createFile(atPath: canary, contents: Data("canary".utf8))
    defer { try? FileManager.default.removeItem(atPath: canary) }
    for probe in probes {
      results.append(await run(probe, arguments: [home, canary], runner: runner))
    }
    results.append(await mounts(runner: runner))
    results.append(await memory(runner: runner))
    results.append(await daemons(runner: runner))
    return results
  }

  private struct Probe: Sendable {
    var name: String
    /// For `/bin/sh`, with the home folder and a file of the host as its arguments.
    var script: String
    /// The fault of the output; nil if there is none.
    var fault: @Sendable (_ output: String) -> String?
  }

  private static let probes = [
    Probe(name: "network off", script: "cat /proc/net/dev") { output in
      let devices = output.split(separator: "\n").filter { $0.contains(":") }
        .compactMap { $0.split(separator: ":").first?.trimmingCharacters(in: .whitespaces) }
      return devices == ["lo"] ? nil : "network devices inside: \(devices)"
    },
    Probe(name: "home invisible", script: "ls -d -- \"$1\" 2>/dev/null; true") { output in
      output.isEmpty ? nil : "visible inside: \(output)"
    },
    Probe(name: "files invisible", script: "cat -- \"$2\" 2>/dev/null; true") { output in
      output.isEmpty ? nil : "read inside: \(output)"
    },
    Probe(name: "environment empty", script: "exec env") { output in
      let allowed: Set<Substring> = [
        "HOME", "LANG", "PATH", "PWD", "TMPDIR", "USER", "WISP_SANDBOX",
      ]
      let names = output.split(separator: "\n").compactMap { $0.split(separator: "=").first }
      let others = names.filter { !allowed.contains($0) }
      return others.isEmpty ? nil : "variables inside: \(others)"
    },
    Probe(
      name: "system read-only",
      script:
        "for f in /usr /etc /proc /dev /; do touch $f/wisp-probe 2>/dev/null && echo $f; done; "
        + "(: >>/proc/sys/kernel/core_pattern) 2>/dev/null && echo core_pattern; true"
    ) { output in
      output.isEmpty ? nil : "writable inside: \(output)"
    },
    Probe(name: "nothing inherited", script: "ls /proc/self/fd") { output in
      // The fourth is the listing's own.
      output == "0\n1\n2\n3\n" ? nil : "open inside: \(output)"
    },
    Probe(
      name: "no privileges",
      script: "grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status"
    ) { output in
      let words = output.split(whereSeparator: \.isWhitespace).map(String.init)
      let none = String(repeating: "0", count: 16)
      return words == ["CapEff:", none, "CapBnd:", none, "NoNewPrivs:", "1", "Seccomp:", "2"]
        ? nil : "seen inside: \(output)"
    },
    Probe(
      name: "system calls filtered",
      script:
        "touch /tmp/p; chmod u+s /tmp/p 2>/dev/null && echo set-user; "
        + "mknod /tmp/d c 1 3 2>/dev/null && echo device; "
        + "unshare -U true 2>/dev/null && echo namespace; true"
    ) { output in
      output.isEmpty ? nil : "possible inside: \(output)"
    },
    Probe(
      name: "processes limited",
      script:
        "sh -c 'i=0; while [ $i -lt 300 ]; do sleep 9 & i=$((i + 1)); done; echo all' 2>/dev/null; "
        + "true"
    ) { output in
      output.isEmpty ? nil : "300 processes could be started"
    },
  ]

  /// Looks for the host's paths among what is mounted.
  ///
  /// Where they can be seen nothing is less confined, but an app can tell a check from a run: that is said.
  private static func mounts(runner: any CommandRunner) async -> ProbeResult {
    let name = "mounts hidden"
    do {
      let result = try await runner.run(
        ConfinedCommand(
          ["/bin/sh", "-c", "cat /proc/self/mountinfo"],
          policy: try SandboxProfile.policy(for: .run)))
      let detail =
        result.standardOutput.isEmpty
        ? result.confinement.map(text) ?? ""
        : "not here: the system keeps capabilities from wisp-jail (AppArmor's profile for bubblewrap does), "
          + "so an app can read the host's paths and tell a check from a run by them"
      return ProbeResult(name: name, passed: result.ending == .exited(0), detail: detail)
    } catch {
      return ProbeResult(name: name, passed: false, detail: "\(error)")
    }
  }

  /// Takes many times the memory that it may.
  private static func memory(runner: any CommandRunner) async -> ProbeResult {
    let name = "memory limited"
    let script = "head -c 600000000 /dev/zero | tail -c 500000000 | tail -c 1"
    do {
      var policy = try SandboxProfile.policy(for: .run)
      policy.limits.memoryBytes = 64 << 20
      let result = try await runner.run(
        ConfinedCommand(["/bin/sh", "-c", script], policy: policy))
      let isLimited = result.ending == .limit(.memory(bytes: 64 << 20))
      return ProbeResult(
        name: name, passed: isLimited,
        detail: isLimited ? result.confinement.map(text) ?? "" : "ended with \(result.ending)")
    } catch {
      return ProbeResult(name: name, passed: false, detail: "\(error)")
    }
  }

  /// How it was confined, and what more there could be.
  private static func text(_ confinement: Confinement) -> String {
    guard confinement.level == .fullSoft else { return confinement.description }
    return
      "\(confinement)\nMemory is only watched: no control group may be made here. Started by root, or in "
      + "a systemd session that hands down the memory controller, it is hard."
  }

  private static func installed() -> ProbeResult {
    do throws(SandboxError) {
      let version = try Bubblewrap.installed.version()
      return ProbeResult(
        name: "bubblewrap", passed: true, detail: "\(Bubblewrap.installed.path) \(version)")
    } catch {
      return ProbeResult(name: "bubblewrap", passed: false, detail: error.description)
    }
  }

  private static func run(
    _ probe: Probe, arguments: [String], runner: any CommandRunner
  ) async -> ProbeResult {
    do {
      let result = try await runner.run(
        ConfinedCommand(
          ["/bin/sh", "-c", probe.script, "probe"] + arguments,
          policy: try SandboxProfile.policy(for: .run)))
      guard result.ending == .exited(0) else {
        return ProbeResult(name: probe.name, passed: false, detail: "ended with \(result.ending)")
      }
      let fault = probe.fault(String(decoding: result.standardOutput, as: UTF8.self))
      return ProbeResult(
        name: probe.name, passed: fault == nil,
        detail: fault ?? result.confinement.map(Self.text) ?? "")
    } catch {
      return ProbeResult(name: probe.name, passed: false, detail: "\(error)")
    }
  }

  /// Leaves a process of its own session behind, and looks for it on the host afterwards.
  private static func daemons(runner: any CommandRunner) async -> ProbeResult {
    // Seconds that nobody else sleeps.
    let mark = "8640\(UInt32.random(in: 100_000_000...999_999_999))"
    let script =
      "mkfifo /tmp/up; setsid sh -c 'echo up >/tmp/up; exec sleep \(mark)' & cat /tmp/up"
    let name = "no process survives"
    let started = await run(
      Probe(name: name, script: script) { $0 == "up\n" ? nil : "no process could be left behind" },
      arguments: [], runner: runner)
    guard started.passed else { return started }
    let left = ProcessTable.processes(mentioning: mark)
    return ProbeResult(
      name: name, passed: left.isEmpty,
      detail: left.isEmpty ? started.detail : "still running: \(left)")
  }
}

/// The processes that this one can see.
enum ProcessTable {
  /// The ids of those whose command line contains `text`.
  static func processes(mentioning text: String) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { id in
      let line = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") ?? Data()
      return String(decoding: line, as: UTF8.self).contains(text)
    }.sorted()
  }
}
