/// How programs are built.
package enum BuildConfiguration: Sendable, Equatable {
  /// As every check does, with the tests.
  case debug
  /// Optimised, with `swift build`, and without the tests.
  case release
  /// Optimised, with Swift's libraries linked in.
  case standalone

  /// The options of `swift build`.
  var options: [String] {
    // Backtraces are off, and nothing else reads symbols.
    let optimised = ["-c", "release", "-Xlinker", "-s"]
    return switch self {
    case .debug: ["--build-tests"]
    case .release: optimised
    case .standalone: optimised + ["--static-swift-stdlib"]
    }
  }
}
