import Foundation
import Workspace

/// A temporary package folder in which apps are laid out, built and run.
struct Scratch {
  let folder: URL
  private var package: URL { folder.appendingPathComponent("package") }

  struct Run {
    var code: Int32
    var output: String
    var error: String
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("wisp-builtin-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() {
    try? FileManager.default.removeItem(at: folder)
  }

  /// Makes the package exactly `tree`, keeping what was built and files that stay the same.
  func lay(_ tree: FileTree) throws {
    let files = FileManager.default
    for part in ["Sources", "Tests"] {
      let place = package.appendingPathComponent(part)
      let below = files.enumerator(atPath: place.path)?.compactMap { $0 as? String } ?? []
      for name in below where name.hasSuffix(".swift") {
        if tree[try SafePath("\(part)/\(name)")] == nil {
          try files.removeItem(at: place.appendingPathComponent(name))
        }
      }
    }
    for path in tree.paths {
      let file = package.appendingPathComponent(path.description)
      let data = Data(tree[path] ?? [])
      if files.contents(atPath: file.path) == data { continue }
      try files.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file)
    }
  }

  /// Runs a program in the package folder.
  func run(_ words: [String]) async throws -> Run {
    try await run(words, in: package, stdin: "")
  }

  /// Puts the built program aside under another name.
  func copyProgram(_ name: String, as other: String) throws -> String {
    let copy = folder.appendingPathComponent(other)
    try? FileManager.default.removeItem(at: copy)
    try FileManager.default.copyItem(
      at: package.appendingPathComponent(".build/debug/\(name)").resolvingSymlinksInPath(), to: copy
    )
    return copy.path
  }

  /// What is not as an example promises; empty where everything is.
  func mismatches(_ example: Example, _ program: String) async throws -> [String] {
    let data = folder.appendingPathComponent("data-\(UUID())")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: data) }
    for (path, text) in example.files {
      try Data(text.utf8).write(to: data.appendingPathComponent(path))
    }
    let run = try await run([program] + example.arguments, in: data, stdin: example.stdin)
    var found: [String] = []
    if let exit = example.expect.exit, exit != run.code { found.append("exit \(run.code)") }
    found += try mismatches(example.expect.stdout, run.output, "stdout")
    found += try mismatches(example.expect.stderr, run.error, "stderr")
    for (path, expected) in example.expect.files ?? [:] {
      let text = try? String(contentsOf: data.appendingPathComponent(path), encoding: .utf8)
      found += try text.map { try mismatches(expected, $0, path) } ?? ["no \(path)"]
    }
    return found
  }

  private func mismatches(
    _ expected: TextExpectation?, _ text: String, _ what: String
  ) throws -> [String] {
    guard let expected else { return [] }
    var isMet = true
    if let equals = expected.equals { isMet = isMet && equals == text }
    if let pieces = expected.contains { isMet = isMet && pieces.allSatisfy(text.contains) }
    if let pattern = expected.matches {
      isMet = try isMet && text.firstMatch(of: Regex(pattern)) != nil
    }
    if let lines = expected.lines {
      isMet = isMet && lines.joined(separator: "\n") + "\n" == text
    }
    return isMet ? [] : ["\(what): \(text)"]
  }

  private func run(_ words: [String], in place: URL, stdin: String) async throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = place
    let number = UUID()
    let files = ["in", "out", "err"].map { folder.appendingPathComponent("\(number).\($0)") }
    for file in files { try Data().write(to: file) }
    try Data(stdin.utf8).write(to: files[0])
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    // Waiting must not hold a thread of the pool that other tests run on.
    let status = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { ended in
        continuation.resume(returning: ended.terminationStatus)
      }
      do {
        try process.run()
      } catch {
        continuation.resume(throwing: error)
      }
    }
    return Run(
      code: status, output: try String(contentsOf: files[1], encoding: .utf8),
      error: try String(contentsOf: files[2], encoding: .utf8))
  }
}
