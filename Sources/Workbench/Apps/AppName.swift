/// Names that users give to apps.
package enum AppName {
  /// Returns `name` where it can be one.
  ///
  /// - Throws: `UsageError` where it cannot.
  package static func checked(_ name: String, option: String = "--name") throws -> String {
    guard name.wholeMatch(of: /[a-z][a-z0-9-]{0,39}/) != nil else {
      throw UsageError(
        "\(option) \(name): a name is lower-case letters, digits and dashes, up to 40, a letter first."
      )
    }
    return name
  }
}
