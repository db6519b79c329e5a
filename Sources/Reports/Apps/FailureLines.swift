package import Apps
import Foundation
import Terminal
import Toolchain
import Workspace

extension Terminal {
  /// A line on what failed, harmless and in its colour.
  func styled(_ line: FailureText.Line) -> String {
    let text = printable(line.text)
    return switch line.kind {
    case .title, .text: text
    case .expected: styled(text, .red)
    case .actual: styled(text, .green)
    case .more: styled(text, .dim)
    }
  }
}

/// Why an app is not verified, in lines for a person.
package struct ShortfallLines {
  private let isVerbose: Bool

  /// - Parameter isVerbose: Whether every failure is told in full.
  package init(isVerbose: Bool = false) { self.isVerbose = isVerbose }

  /// How the last session ended, the model's words, then what failed.
  package func lines(of shortfall: Shortfall) -> [String] {
    let message = shortfall.stopped.map {
      "stopped   " + printable($0.message, keepingLines: true).replacing("\n", with: "\n    ")
    }
    let said = shortfall.stopped?.said.map { ModelWords.lines($0, isVerbose: isVerbose) } ?? []
    let failed = shortfall.verdict.map { verdict in
      FailureText(more: isVerbose ? nil : "--verbose").lines(of: verdict)
    }
    return (message.map { [$0] } ?? []) + said.map { "  " + $0 }
      + (failed ?? []).map { "  " + printable($0.text) }
  }
}

/// What a model said, in lines for a person.
enum ModelWords {
  private static let limit = 12

  /// At most 12 lines, all if `isVerbose`, each marked as the model's.
  static func lines(_ said: String, isVerbose: Bool = false) -> [String] {
    let all = said.split(separator: "\n", omittingEmptySubsequences: false).map {
      "│ " + printable(String($0))
    }
    guard !isVerbose, all.count > limit else { return all }
    return all.prefix(limit - 1) + ["… \(all.count - limit + 1) more lines: --verbose"]
  }
}
