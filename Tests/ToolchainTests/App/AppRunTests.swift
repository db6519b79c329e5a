import Foundation
import Sandbox
import TestSupport
import Testing

@testable import Toolchain

@Suite struct AppRunTests {
  @Test func whatARunSees() {
    let run = AppRun(
      toolchain: ScriptedApp.toolchain, programDirectory: "/h/program", dataDirectory: "/h/data",
      product: "sum", arguments: ["--by", "x"], seconds: 7, outputBytes: 9,
      terminal: ["TERM": "linux", "HOME": "/h"])
    let policy = run.command.policy
    #expect(run.command.arguments == ["/scratch/debug/sum", "--by", "x"])
    #expect(
      policy.mounts == [
        SandboxPolicy.Mount(host: "/opt/swift", inside: "/toolchain"),
        SandboxPolicy.Mount(host: "/h/program", inside: "/scratch"),
        SandboxPolicy.Mount(host: "/h/data", inside: "/data", writable: true),
      ])
    #expect(policy.empty == ["/data/.git"])
    #expect(policy.profile == .run)
    #expect(policy.workingDirectory == "/data")
    #expect(Set(policy.environment.keys) == ["SWIFT_BACKTRACE", "TERM"])
    #expect(policy.environment["TERM"] == "linux")
    #expect(
      policy.limits
        == SandboxPolicy.Limits(seconds: 7, outputBytes: 9, processes: 128, processorSeconds: 0))
  }

  @Test func aToolchainInUsrNeedsNoMount() {
    let toolchain = SwiftToolchain(root: "/", version: "", triple: "", identity: "")
    #expect(toolchain.mounts == [])
    #expect(toolchain.program("swiftc") == "/usr/bin/swiftc")
    #expect(ScriptedApp.toolchain.program("swiftc") == "/toolchain/usr/bin/swiftc")
  }
}

@Suite struct BuildPlanTests {
  @Test func productsOfTheRootPackageOnly() {
    let yaml = """
      targets:
        "generate-manual-aarch64-unknown-linux-gnu-debug.exe": ["<generate-manual-aarch64-unknown-linux-gnu-debug.exe>"]
        "main": ["<App-aarch64-unknown-linux-gnu-debug.module>","<csv-sum-aarch64-unknown-linux-gnu-debug.exe>","<other-aarch64-unknown-linux-gnu-debug.exe>"]
        "test": ["<csv-sum-aarch64-unknown-linux-gnu-debug.exe>","<csv-sumPackageTests-aarch64-unknown-linux-gnu-debug.test>"]
      default: "main"
      """
    let plan = BuildPlan(yaml: yaml)
    #expect(
      plan
        == BuildPlan(executables: ["csv-sum", "other"], testProgram: "csv-sumPackageTests"))
    #expect(plan?.executable(for: "other") == "other")
    #expect(plan?.executable(for: "third") == nil)
    #expect(plan?.executable(for: nil) == nil)
    #expect(BuildPlan(executables: ["a"]).executable(for: "b") == "a")
  }

  @Test(arguments: ["", "targets:\n", "\u{0}", "  \"other\": [\"<a-x86_64-b-debug.exe>\"]"])
  func notAPlan(text: String) {
    #expect(BuildPlan(yaml: text) == nil)
  }
}

@Suite struct SwiftToolchainTests {
  @Test func theOneInTheSearchPath() throws {
    let toolchain = try SwiftToolchain.locate(
      environment: ProcessInfo.processInfo.environment)
    #expect(toolchain.version.hasPrefix("Swift version "))
    let root = toolchain.root == "/" ? "" : toolchain.root
    #expect(FileManager.default.isExecutableFile(atPath: "\(root)/usr/bin/swiftc"))
    #expect(toolchain.identity.contains(toolchain.triple))
  }

  @Test func noneIsAnErrorThatSaysWhatToInstall() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: ToolchainError.self) {
      try SwiftToolchain.locate(environment: ["PATH": "\(folder.path):relative:"])
    }
    #expect(error?.code == .notFound)
    #expect(error?.description.contains("https://www.swift.org/install") == true)
  }

  @Test func aProgramThatIsNoCompiler() throws {
    let folder = try TemporaryFolder()
    let program = "\(folder.path)/swift"
    try Data("#!/bin/sh\necho hello\n".utf8).write(to: URL(filePath: program))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let error = #expect(throws: ToolchainError.self) {
      try SwiftToolchain.locate(environment: ["PATH": folder.path])
    }
    #expect(error?.code == .unusable)
  }
}
