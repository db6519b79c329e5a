import Workspace

/// Where the targets' files are, by the rules of SwiftPM's `TargetSourcesBuilder`.
struct TargetFolders {
  private var folders: [String: String] = [:]
  private var paths: [String]
  private var hidden: [String]
  /// Whether all files that are neither compiled nor declared are nobody's business.
  private var passesOver: Bool

  /// What belongs to a target.
  struct Content {
    /// Ends with a slash.
    var folder: String
    /// Swift files, relative to the app, sorted.
    var sources: [String]
    /// The files of each resource, in the order of the manifest.
    var resources: [[String]]
  }

  typealias Refusal = PackageShape.Refusal

  init(_ shape: PackageShape, in tree: FileTree) throws(Refusal) {
    passesOver = shape.tools.passesOverFiles
    let all = tree.paths.map(\.description)
    hidden = all.filter { $0.hasPrefix(".") || $0.contains("/.") }
    // These are passed over.
    paths = all.filter { !$0.hasPrefix(".") && !$0.contains("/.") }
    for target in shape.targets {
      let usual = (target.kind == .test ? "Tests/" : "Sources/") + target.name
      let path = try Self.plain(target.path ?? usual)
      let folder = path.isEmpty ? "" : "\(path)/"
      if folder.isEmpty { throw Refusal("\(target.name) is the whole package") }
      folders[target.name] = folder
    }
    for (name, folder) in folders {
      for (other, inner) in folders where name != other && inner.hasPrefix(folder) {
        throw Refusal("\(other) lies in the folder of \(name)")
      }
    }
  }

  func content(of target: PackageShape.Target) throws(Refusal) -> Content {
    let folder = folders[target.name] ?? ""
    let all = paths.filter { $0.hasPrefix(folder) }
    guard !all.isEmpty else { throw Refusal("\(folder) holds no files") }
    var left = Set(all)
    for excluded in target.exclude {
      let path = try folder + Self.plain(excluded)
      let matching = all.filter { $0 == path || $0.hasPrefix("\(path)/") }
      guard !matching.isEmpty else { throw Refusal("\(path) is excluded and not there") }
      left.subtract(matching)
    }
    var resources: [[String]] = []
    for resource in target.resources {
      let path = try folder + Self.plain(resource.path)
      let matching = left.filter { $0 == path || $0.hasPrefix("\(path)/") }.sorted()
      guard !matching.isEmpty else { throw Refusal("the resource \(path) is not there") }
      guard !hidden.contains(where: { $0.hasPrefix("\(path)/") }) else {
        throw Refusal("the resource \(path) holds hidden files")
      }
      resources.append(matching)
    }
    for (number, files) in resources.enumerated() {
      guard left.isSuperset(of: files) else {
        throw Refusal("resource \(target.resources[number].path) is part of another")
      }
      left.subtract(files)
    }
    if let chosen = target.sources {
      var sources: Set<String> = []
      for source in chosen {
        let path = try folder + Self.plain(source)
        let matching = left.filter { $0 == path || $0.hasPrefix("\(path)/") }
        guard !matching.isEmpty else { throw Refusal("the source \(path) is not there") }
        sources.formUnion(matching)
      }
      // The rest is left out, whatever it is; but Swift files would be missed in silence here.
      left = sources
    }
    left = left.filter { passesOver ? Self.isSource($0) : !Self.isBeside($0) }
    guard left.allSatisfy({ $0.hasSuffix(".swift") }) else {
      throw Refusal("\(folder) holds more than Swift files")
    }
    guard !left.isEmpty else { throw Refusal("\(folder) holds no Swift files") }
    return Content(folder: folder, sources: left.sorted(), resources: resources)
  }

  /// Whether a file is compiled by SwiftPM, in whatever language.
  private static func isSource(_ path: String) -> Bool {
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return ["swift", "c", "m", "mm", "cc", "cpp", "cxx", "s", "h", "hpp"].contains(ending)
  }

  /// Whether a file is one that `swift build` only warns of, if it is neither declared nor excluded.
  private static func isBeside(_ path: String) -> Bool {
    if path.contains(".docc/") { return true }
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return true }
    return besides.contains(name[dot...].dropFirst().lowercased())
  }

  /// Endings of files that no rule of SwiftPM's is for.
  private static let besides: Set<String> = [
    "bash", "bazel", "cmake", "csv", "dat", "gif", "gyb", "html", "in", "jpg", "js", "json",
    "markdown", "md",
    "pdf", "png", "py", "rst", "rtf", "sh", "svg", "toml", "txt", "yaml", "yml", "zip",
  ]

  /// A path without dots in it; "" for the folder itself.
  private static func plain(_ path: String) throws(Refusal) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if path == "." || path == "./" { return "" }
    var kept = parts
    if kept.first == "." { kept.removeFirst() }
    if kept.last == "" { kept.removeLast() }
    guard !path.hasPrefix("/"), !kept.isEmpty,
      kept.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." })
    else { throw Refusal("the path \(path) in its manifest is no plain one") }
    return kept.joined(separator: "/")
  }
}
