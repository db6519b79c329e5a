/// The system's modules that an app may import without a compiler having to write to the cache.
enum WarmModules {
  /// Compiled into every warm store's module cache.
  static let system: Set<String> = [
    "Dispatch", "Distributed", "Foundation", "FoundationEssentials",
    "FoundationInternationalization", "FoundationNetworking", "FoundationXML", "Glibc",
    "Observation", "RegexBuilder", "Swift", "Synchronization", "Testing", "_Concurrency",
    "_StringProcessing",
  ]

  /// Modules of other systems.
  static let absent: Set<String> = [
    "Android", "AppKit", "Bionic", "CRT", "Combine", "CoreGraphics", "CryptoKit", "Darwin", "Musl",
    "OSLog", "SwiftUI", "UIKit", "WASILibc", "WinSDK", "os", "ucrt",
  ]

  /// Names that a module of an app cannot have beside these.
  static let reserved: Set<String> =
    system.union(absent).union([
      testEntry, XCTestEntry.module, "XCTest", "SwiftShims", "CDispatch", "Builtin",
      "SwiftOnoneSupport",
      "_Testing_Foundation", "_Differentiation",
    ]).union(DependencyStore.allowed.flatMap(\.modules).map(\.name))

  /// The module of the prepared entry point of test programs.
  static let testEntry = "WispTestEntry"

  /// A file that imports all of them and these.
  static func source(with more: [String] = []) -> String {
    (system.sorted() + more).map { "import \($0)\n" }.joined()
  }

  /// The part of it that makes the codes of its lines.
  static var testEntryTag: String {
    String(decoding: PackageResources.tag_swift_txt, as: UTF8.self)
  }

  /// The entry point of test programs whose tests are all Swift Testing's.
  static var testEntrySource: String {
    [
      PackageResources.channel_swift_txt, PackageResources.tag_swift_txt,
      PackageResources.values_swift_txt, PackageResources.main_swift_txt,
    ]
    .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }
}
