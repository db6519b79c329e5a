/// Where things are inside the sandbox: the same for every app, so that every cache fits every app.
package enum Inside {
  /// The Swift toolchain, read-only.
  package static let toolchain = "/toolchain"
  /// The app's tree, read-only.
  package static let app = "/app"
  /// The build folder: writable while building, read-only while tests and the app run.
  package static let scratch = "/scratch"
  /// The parent of the dependencies' sources, read-only.
  package static let dependencies = "/deps"
  /// The working directory of the running app, and where a test run leaves its results.
  package static let data = "/data"
  /// A warm store: writable while it is made, read-only ever after.
  static let warm = "/warm"

  /// A path below the app relative to it; nil for a path elsewhere.
  static func relativeToApp(_ path: some StringProtocol) -> String? {
    path.hasPrefix(app + "/") ? String(path.dropFirst(app.count + 1)) : nil
  }
}
