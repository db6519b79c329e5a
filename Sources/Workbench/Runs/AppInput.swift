import Templates
import Workspace

/// Where an app gets its input from, as its template and its examples say.
struct AppInput {
  /// Whether it reads what is piped or typed into it, line by line.
  let readsStandardInput: Bool
  /// Whether an argument of it names a file or folder.
  let takesFiles: Bool

  init(_ manifest: AppManifest, _ template: Template?) {
    readsStandardInput =
      template?.readsInput != false && manifest.examples.contains { !$0.stdin.isEmpty }
    takesFiles = manifest.examples.contains { example in
      example.arguments.contains { word in
        example.files.keys.contains { $0 == word || $0.hasPrefix(word + "/") }
      }
    }
  }

  /// An app that waits for input looks as one that hangs.
  static let note = "  It reads what you type; Ctrl-D ends its input, Ctrl-C ends it."
}
