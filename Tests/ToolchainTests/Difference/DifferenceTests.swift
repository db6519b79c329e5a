import ConfinedChecks
import Foundation
import Sandbox
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// A program that prints all that it can see prints the same in a check and in a run, whatever it asks for: as
/// whoever runs the tests and, if that is root, as an ordinary user too.
struct DifferenceTests {
  /// What an app asks for: of each kind a folder, a file or a host.
  enum Asked: CaseIterable {
    case nothing, readFolder, readFile, writeFolder, writeFile, inEachOther, network, allOfIt

    func permissions(in folder: String) -> AppManifest.Permissions {
      switch self {
      case .nothing: .init()
      case .readFolder: .init(read: ["\(folder)/notes"])
      case .readFile: .init(read: ["\(folder)/list.txt"])
      case .writeFolder: .init(write: ["\(folder)/out"])
      case .writeFile: .init(write: ["\(folder)/log.txt"])
      case .inEachOther: .init(read: ["\(folder)/notes", "\(folder)/notes/inner"])
      case .network: .init(network: ["example.com", "127.0.0.1:8443"])
      case .allOfIt:
        .init(
          network: ["example.com"], read: ["\(folder)/notes", "\(folder)/list.txt"],
          write: ["\(folder)/out"])
      }
    }
  }

  static let users: [Int?] = geteuid() == 0 ? [nil, 65527] : [nil]

  @Test(arguments: Asked.allCases, users)
  func aCheckIsARun(_ asked: Asked, user: Int?) async throws {
    let folder = try TemporaryFolder()
    let runner: any CommandRunner =
      if let user { try OtherUser(user, in: folder) } else { try ConfinedChecks().checker.runner }
    let toolchain = SwiftToolchain(root: "/", version: "", triple: "", identity: "")
    let own = try folder.folder("own")
    for name in ["notes", "out"] { _ = try Self.folder("\(own)/\(name)", mode: 0o777) }
    for name in ["list.txt", "log.txt"] {
      try Data().write(to: URL(filePath: "\(own)/\(name)"))
      chmod("\(own)/\(name)", 0o666)
    }
    // Empty as what stands for it: what lies in the user's own is seen in a run only.
    if asked == .inEachOther { _ = try Self.folder("\(own)/notes/inner", mode: 0o777) }
    let permissions = asked.permissions(in: own)
    let rules = PathRules(home: "\(folder.path)/home", closed: [])
    let certificates = Grant.certificates(environment: [:])

    let work = try WorkFolder(in: "\(folder.path)/cache")
    let example = ExampleRunner(
      runner: runner, toolchain: toolchain, programDirectory: try Self.program(in: work.folder()),
      product: "world", seconds: 10,
      standIns: StandIns(
        permissions: permissions, rules: rules, certificates: certificates, work: work))
    let checked = try await example.run(
      arguments: permissions.read + permissions.write, input: [],
      in: Self.folder(work.folder() + "/data", owner: user), seconds: 10, grant: example.grant())

    let data = try Self.folder("\(folder.path)/apps/world-1234/data", owner: user)
    let run = AppRun(
      toolchain: toolchain,
      programDirectory: try Self.program(in: "\(folder.path)/programs/world-1234/tree/build"),
      dataDirectory: data, product: "world", arguments: permissions.read + permissions.write,
      input: .bytes([]), seconds: nil, outputBytes: nil,
      grant: try Grant(permissions, rules: rules, certificates: certificates))
    // As when both were made long ago.
    for path in [data, run.programDirectory, run.programDirectory + "/debug/world"] {
      let time = timespec(tv_sec: 1_500_000_000, tv_nsec: 0)
      utimensat(AT_FDCWD, path, [time, time], 0)
    }
    let ran = try await run.run(with: runner)

    for result in [checked, ran] {
      #expect(
        result.ending == .exited(0), "\(String(decoding: result.standardError, as: UTF8.self))")
    }
    let (inCheck, inRun) = (Self.facts(checked), Self.facts(ran))
    #expect(inRun.count > 150)
    #expect(inCheck.filter { !inRun.contains($0) } == [])
    #expect(inRun.filter { !inCheck.contains($0) } == [])
    #expect(inCheck == inRun)
  }

  /// The lines.
  private static func facts(_ result: CommandResult) -> [String] {
    String(decoding: result.standardOutput, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private static func program(in place: String) throws -> String {
    let world = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "world.sh")
    let build = place + ".build"
    for path in [build + "/debug", build + "/debug/world_App.resources", place] {
      _ = try folder(path)
    }
    try Data(contentsOf: world).write(to: URL(filePath: build + "/debug/world"))
    try Data("x".utf8).write(to: URL(filePath: build + "/debug/world_App.resources/text"))
    for other in ["worldPackageTests.xctest", "App.o"] {
      try Data("x".utf8).write(to: URL(filePath: "\(build)/debug/\(other)"))
    }
    try #require(try ProgramFiles.copy("world", from: build, to: place) != nil)
    return place
  }

  private static func folder(_ path: String, mode: mode_t = 0o755, owner: Int? = nil) throws
    -> String
  {
    try HostFile.makeFolder(path)
    chmod(path, mode)
    if let owner { chown(path, uid_t(owner), gid_t(owner)) }
    return path
  }
}

/// Runs commands confined as another user than this process's.
struct OtherUser: CommandRunner {
  private let user: Int
  private let programs: String

  /// Copies what is started to where that user can reach it.
  init(_ user: Int, in folder: TemporaryFolder) throws {
    self.user = user
    programs = try folder.folder("programs of the tests")
    let jail = try #require(BubblewrapRunner.jailBeside(executable: "/proc/self/exe"))
    let built = URL(filePath: jail).deletingLastPathComponent().path
    for name in ["wisp-jail", "sandbox-holder"] {
      try FileManager.default.copyItem(atPath: "\(built)/\(name)", toPath: "\(programs)/\(name)")
    }
  }

  func run(_ command: ConfinedCommand) async throws -> CommandResult {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/setpriv")
    process.arguments =
      ["--reuid", "\(user)", "--regid", "\(user)", "--clear-groups", "--inh-caps=-all"]
      + [
        "\(programs)/sandbox-holder", "\(programs)/wisp-jail", "--policy",
        String(decoding: try JSONEncoder().encode(command.policy), as: UTF8.self),
      ] + command.arguments
    process.environment = ProcessInfo.processInfo.environment
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    try input.fileHandleForWriting.close()
    return await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let isDone = String(decoding: said, as: UTF8.self).contains("exited(0)")
        continuation.resume(
          returning: CommandResult(
            ending: .exited(isDone ? 0 : 1), standardOutput: Array(bytes),
            standardError: Array(said)))
      }
    }
  }
}
