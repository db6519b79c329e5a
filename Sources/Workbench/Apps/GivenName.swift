import Apps
import Workspace

/// Names that users give to apps.
package enum GivenName {
  /// Returns `name` if it can be one.
  ///
  /// - Throws: `UsageError` if it cannot.
  package static func checked(_ name: String, option: String = "--name") throws -> String {
    guard AppManifest.isName(name) else {
      throw UsageError("\(option) \(name): \(NameRefused.rule)")
    }
    return name
  }
}
