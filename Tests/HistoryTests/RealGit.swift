import Foundation
import TestSupport

/// The `git` program as the judge, without anybody's configuration.
struct RealGit {
  struct Failure: Error {
    var arguments: [String]
    var output: String
  }

  /// Arguments before every command: where the repository is.
  var place: [String]

  init(bare path: String) { place = ["--git-dir", path] }

  init(workTree path: String) { place = ["-C", path] }

  /// Runs git with the input, or with a file as its input, and returns its standard output; throws what it said
  /// where it failed.
  @discardableResult
  func callAsFunction(_ arguments: String..., input: String = "", file: String? = nil) throws
    -> String
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + place + arguments
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_ATTR_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
      "GIT_PAGER": "cat", "GIT_AUTHOR_NAME": "someone", "GIT_AUTHOR_EMAIL": "someone@localhost",
      "GIT_COMMITTER_NAME": "someone", "GIT_COMMITTER_EMAIL": "someone@localhost",
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*",
    ]
    // Through files: a full pipe would stop a git that nobody reads yet.
    let folder = try TemporaryFolder()
    let (inPath, outPath) = (folder.path + "/in", folder.path + "/out")
    try input.write(toFile: inPath, atomically: false, encoding: .utf8)
    try Data().write(to: URL(fileURLWithPath: outPath))
    let out = try FileHandle(forWritingTo: URL(fileURLWithPath: outPath))
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: file ?? inPath))
    process.standardOutput = out
    process.standardError = out
    try process.run()
    process.waitUntilExit()
    let output = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: outPath)), as: UTF8.self)
    guard process.terminationStatus == 0 else {
      throw Failure(arguments: arguments, output: output)
    }
    return output
  }
}
