import AppCore
import Foundation

/// Standard input, line by line, without the line ends.
struct StandardInput: Sequence, IteratorProtocol {
  mutating func next() -> String? { readLine() }
}

func stop(_ message: String, code: Int32) -> Never {
  FileHandle.standardError.write(Data("\(message)\n".utf8))
  exit(code)
}

let app = CommandLine.arguments.first.map { URL(fileURLWithPath: $0).lastPathComponent } ?? "app"

do {
  let arguments = try Arguments(Array(CommandLine.arguments.dropFirst()), rules: Options.rules)
  if arguments.isOn("help") {
    print(
      Arguments.usage(app: app, summary: Options.summary, rules: Options.rules), terminator: "")
    exit(0)
  }
  let options = try Options(arguments)
  try filter(StandardInput(), options: options) { line in print(line) }
} catch let error as UsageError {
  stop("\(app): \(error)\nTry '\(app) --help'.", code: 2)
} catch {
  stop("\(app): \(error)", code: 1)
}
