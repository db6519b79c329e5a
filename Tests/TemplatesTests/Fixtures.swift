import Foundation
import Templates
import Testing

/// The templates of this checkout.
let templatesDirectory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Templates").path

/// A new temporary folder, removed after `body`.
func withTemporaryFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("wisp-templates-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// Runs a program to its end; standard output and error together.
func run(_ words: [String], in folder: URL) async throws -> (code: Int32, output: String) {
  let log = folder.appendingPathComponent("output-\(UUID()).log")
  try Data().write(to: log)
  defer { try? FileManager.default.removeItem(at: log) }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = words
  process.currentDirectoryURL = folder
  let handle = try FileHandle(forWritingTo: log)
  process.standardOutput = handle
  process.standardError = handle
  process.standardInput = FileHandle.nullDevice
  // Waiting must not hold a thread of the pool that other tests run on.
  let code = try await withCheckedThrowingContinuation { continuation in
    process.terminationHandler = { ended in
      continuation.resume(returning: ended.terminationStatus)
    }
    do {
      try process.run()
    } catch {
      continuation.resume(throwing: error)
    }
  }
  return (code, try String(contentsOf: log, encoding: .utf8))
}
