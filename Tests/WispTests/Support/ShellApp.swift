/// A reply with an app that runs what its input says as a script of the shell.
enum ShellApp {
  static let reply = """
    wisp.json
    ```json
    {
      "name": "shell", "summary": "Runs scripts", "template": "filter",
      "examples": [
        { "name": "capitals", "stdin": "say hey\\n", "expect": { "stdout": { "lines": ["SAY HEY"] } } }
      ]
    }
    ```

    Sources/AppCore/Filter.swift
    ```swift
    import Foundation

    public struct InputError: Error, Equatable, CustomStringConvertible {
      public let description: String
    }

    public struct Options: Sendable, Equatable {
      public static let summary = "Runs scripts"
      public static let rules: [OptionRule] = []

      public init(_ arguments: Arguments) throws(UsageError) {}
    }

    public func filter(
      _ lines: some Sequence<String>, options: Options, write: (String) -> Void
    ) throws(InputError) {
      for line in lines { write(answer(line)) }
    }

    func answer(_ line: String) -> String {
      guard line.hasPrefix("run "), let script = Data(base64Encoded: String(line.dropFirst(4))) else {
        return line.uppercased()
      }
      let shell = Process()
      let pipe = Pipe()
      shell.executableURL = URL(fileURLWithPath: "/bin/sh")
      shell.arguments = ["-c", String(decoding: script, as: UTF8.self)]
      shell.standardInput = FileHandle.nullDevice
      shell.standardOutput = pipe
      guard (try? shell.run()) != nil else { return "no shell" }
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      shell.waitUntilExit()
      return String(decoding: output, as: UTF8.self)
    }
    ```

    Tests/AppCoreTests/FilterTests.swift
    ```swift
    import Testing

    @testable import AppCore

    @Test func capitals() { #expect(answer("say hey") == "SAY HEY") }
    ```
    """
}
