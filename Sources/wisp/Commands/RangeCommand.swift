import ArgumentParser
import Workbench

/// A command whose words are an app and two of its iterations, `[APP] [A..B]`.
protocol RangeCommand: AppCommand {
  var words: [String] { get set }
}

extension RangeCommand {
  mutating func assume(app: String) {
    if words.allSatisfy({ $0.contains("..") }) { words.insert(app, at: 0) }
  }

  var namedApps: [String] { words.filter { !$0.contains("..") } }

  /// The app and the iterations among the words, each nil if it is not named.
  ///
  /// - Throws: `UsageError` if there are other words.
  func named() throws -> (app: String?, range: String?) {
    let range = words.last { $0.contains("..") }
    let apps = words.filter { $0 != range }
    guard apps.count <= 1 else {
      let command = Self.configuration.commandName ?? ""
      throw UsageError("Write wisp \(command) [APP] [A..B], for example: wisp \(command) 1..3")
    }
    return (apps.first, range)
  }
}

extension DiffCommand: RangeCommand {}
extension CompareCommand: RangeCommand {}
