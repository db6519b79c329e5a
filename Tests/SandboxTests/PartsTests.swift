import Testing

@testable import Sandbox

/// The pure parts.
@Suite struct PartsTests {
  @Test func reportComesInPieces() {
    var report = JailReport()
    for byte in Array("setup ok 7 1\ncrowded\nexit 3\n".utf8) { report.append([byte]) }
    #expect(report.isSetUp && report.isCrowded)
    #expect((report.landlock, report.filter) == (7, 1))
    #expect(report.failure == nil)
    #expect(report.ending == .exited(3))
  }

  @Test(arguments: [
    ("exit 0\n", JailReport.Ending.exited(0)),
    ("signal 9\n", .signalled(9)),
    ("deadline\n", .deadline),
    ("exceeded memory\n", .exceeded(.memory)),
    ("exec failed exec 2\n", .notStarted(step: "exec", error: 2)),
  ])
  func ending(line: String, ending: JailReport.Ending) {
    var report = JailReport()
    report.append(Array(line.utf8)[...])
    #expect(report.ending == ending)
    #expect(report.failure == nil)
  }

  @Test(arguments: [
    "setup failed fork: No\n", "exit\n", "exit x\n", "\n", "exec failed 3\n", "exceeded\n",
    "exceeded x\n", "setup ok\n",
  ])
  func wrongReportIsAFailure(line: String) {
    var report = JailReport()
    report.append(Array(line.utf8)[...])
    #expect(report.failure != nil)
    #expect(report.ending == nil)
  }

  @Test(
    arguments: [
      ("", nil), ("{ \"child-pid\": 12", nil), ("{ \"child-pid\": 12", nil),
      ("{ \"child-pid\": 12, \"ipc-namespace\": 4 }\n", 12),
      ("{\"other\": 1}\n{\"child-pid\":7}\n{ \"exit-co", 7),
      ("{ \"child-pid\": 99999999999 }\n", nil),
    ] as [(String, Int32?)])
  func firstProcess(text: String, id: Int32?) {
    #expect(NamespaceReport.firstProcess(in: Array(text.utf8)) == id)
  }

  @Test func capturedOutputKeepsBothEnds() {
    let end = CapturedOutput.bytesOfEachEnd
    for count in [0, 1, end, 2 * end, 2 * end + 1, 5 * end + 17] {
      var captured = CapturedOutput()
      var all: [UInt8] = []
      while all.count < count {
        let piece = [UInt8](repeating: UInt8(all.count / 60_000 % 251), count: 60_000)
          .prefix(count - all.count)
        all += piece
        captured.append(piece)
      }
      let expected = count <= 2 * end ? all : Array(all.prefix(end) + all.suffix(end))
      #expect(captured.finish() == expected)
      #expect(captured.isCut == (count > 2 * end))
    }
  }

  @Test(arguments: [
    ("bubblewrap 0.8.0\n", "0.8.0", true), ("bubblewrap 0.11.1\n", "0.11.1", true),
    ("bubblewrap 1.0", "1.0.0", true), ("bubblewrap 0.6.2\n", "0.6.2", false),
  ])
  func version(line: String, version: String, isEnough: Bool) throws {
    let read = try #require(Bubblewrap.Version(line: line))
    #expect(read.description == version)
    #expect((read >= .oldest) == isEnough)
  }

  @Test(arguments: ["", "bwrap 1.0", "bubblewrap", "bubblewrap x.y", "bubblewrap 1"])
  func noVersion(line: String) {
    #expect(Bubblewrap.Version(line: line) == nil)
  }

  @Test(
    arguments: [
      (nil, 0), (0, 1), (-5, 1), (0.0001, 1), (1.5, 1500), (.infinity, 0), (.nan, 0), (1e300, 0),
    ] as [(Double?, Int)])
  func milliseconds(seconds: Double?, milliseconds: Int) {
    #expect(JailArguments.milliseconds(seconds) == milliseconds)
  }

  @Test func profiles() throws {
    let limits = try SandboxPolicy.Profile.allCases.map {
      try SandboxProfile.policy(for: $0).limits
    }
    #expect(limits.map(\.seconds) == [300, 60, 60])
    #expect(limits.map(\.processes) == [256, 256, 128])
    #expect(limits.allSatisfy { $0.outputBytes == 64 << 20 && $0.fileBytes == nil })
  }

  /// What no profile may do without.
  @Test(arguments: SandboxPolicy.Profile.allCases)
  func profile(name: SandboxPolicy.Profile) throws {
    let profile = try SandboxProfile.named(name)
    #expect(Set(profile.isolate) == [.user, .pid, .net, .ipc, .uts, .cgroup])
    #expect(profile.files.system == ["/usr"])
    #expect(profile.files.sealed == ["/proc", "/dev", "/"])
    #expect(Set(profile.files.memory.keys) == ["/tmp", "/dev/shm"])
    #expect(
      Set(profile.environment.keys) == ["PATH", "HOME", "TMPDIR", "LANG", "USER", "WISP_SANDBOX"])
  }

  @Test(arguments: ["", "hostname = 3", "isolate = [\"everything\"]", "]"])
  func brokenProfileIsRefused(text: String) {
    #expect(throws: SandboxError.self) { try SandboxProfile(toml: text) }
  }
}
