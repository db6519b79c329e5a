import Workspace

/// Which of a package's manifests counts: there may be others for single versions of Swift, `Package@swift-6.0.swift`.
///
/// (SwiftPM: `ManifestLoader.findManifest`.)
enum ManifestFile {
  static let usual = AppLayout.packageManifest.description

  /// The file that SwiftPM reads; `version` is the compiler's: "Swift version 6.3.1 (swift-6.3.1-RELEASE)".
  static func name(in tree: FileTree, compiler version: String) -> String {
    let current = numbers(of: version.firstMatch(of: /\d+(\.\d+)*/).map { String($0.0) } ?? "")
    var others: [(version: [Int], name: String)] = []
    for path in tree.paths {
      guard let match = path.description.wholeMatch(of: /Package@swift-(\d+(?:\.\d+){0,2})\.swift/)
      else { continue }
      others.append((numbers(of: String(match.1)), path.description))
    }
    // One for the very version, or for all that begin with it, counts without a look.
    for length in [3, 2, 1] where current.count >= length {
      let exact = others.first { $0.version == Array(current.prefix(length)) }
      if let exact { return exact.name }
    }
    let usable = others.filter { !isLess(current, $0.version) }
    guard let newest = usable.max(by: { isLess($0.version, $1.version) }),
      isLess(tools(of: usual, in: tree), tools(of: newest.name, in: tree))
    else { return usual }
    return newest.name
  }

  /// The tools version that a manifest asks for.
  private static func tools(of name: String, in tree: FileTree) -> [Int] {
    let text = (try? SafePath(name)).flatMap { tree.text($0) } ?? ""
    let first = text.prefix { !$0.isNewline }
    let match = first.firstMatch(of: /swift-tools-version: ?(\d+(?:\.\d+)*)/.ignoresCase())
    return match.map { numbers(of: String($0.1)) } ?? [3, 1]
  }

  private static func numbers(of text: String) -> [Int] {
    text.split(separator: ".").compactMap { Int($0) }
  }

  /// Missing numbers count as 0.
  private static func isLess(_ first: [Int], _ second: [Int]) -> Bool {
    let count = max(first.count, second.count)
    func filled(_ numbers: [Int]) -> [Int] {
      numbers + Array(repeating: 0, count: count - numbers.count)
    }
    return filled(first).lexicographicallyPrecedes(filled(second))
  }
}
