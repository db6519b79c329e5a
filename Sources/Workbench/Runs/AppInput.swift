import Apps
package import Templates
package import Workspace

/// Where an app gets its input from, as its template and its examples say.
package struct AppInput: Sendable {
  /// Whether it reads what is piped or typed into it, line by line.
  package let readsStandardInput: Bool
  /// Whether an argument of it names a file or folder.
  package let takesFiles: Bool

  package init(_ manifest: AppManifest, _ template: Template?) {
    readsStandardInput =
      template?.readsInput != false && manifest.examples.contains { !$0.stdin.isEmpty }
    takesFiles = manifest.examples.contains { example in
      example.arguments.contains { word in
        example.files.keys.contains { $0 == word || $0.hasPrefix(word + "/") }
      }
    }
  }

  /// Whether a file can be given to it in one way only.
  package var isStandardInputOnly: Bool { readsStandardInput && !takesFiles }
}

extension Workbench {
  /// Where an app gets its input from; nil if there is no such app.
  package func input(of app: String) -> AppInput? {
    guard let store = try? AppStore(home: home), let found = try? store.find(app),
      let head = try? found.history.head(), let tree = try? found.history.tree(at: head),
      let manifest = tree.manifest
    else { return nil }
    return AppInput(manifest, (try? templates())?[found.record.template])
  }
}
