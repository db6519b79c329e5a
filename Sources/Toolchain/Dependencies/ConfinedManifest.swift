package import Events
import Workspace

/// A `Package.swift` for a build without network: dependencies come from where the sandbox has them.
///
/// Works on the text, since running a manifest to read it would be the second run of foreign code.
package struct ConfinedManifest: Sendable, Equatable {
  /// The text to build with.
  package var text: String
  /// The allowed dependencies that it uses.
  package var dependencies: [String]
  /// One error for each dependency that is not allowed.
  package var refusals: [Diagnostic]

  /// Replaces every allowed `.package(url: …)` by the path inside and refuses the others.
  ///
  /// The version it asks for does not matter: there is one. `.package(path: …)` stays, since a
  /// folder outside of the app is not there inside.
  package static func rewriting(packageSwift: String) -> ConfinedManifest {
    var result = ConfinedManifest(text: "", dependencies: [], refusals: [])
    var rest = packageSwift[...]
    for call in ManifestCall.all(named: ".package", in: packageSwift) {
      guard let source = call.argument("url") ?? call.argument("id") else { continue }
      let known = DependencyStore.dependency(at: source)
      guard let known else {
        result.refusals.append(refusal(of: source, at: call.range.lowerBound, in: packageSwift))
        continue
      }
      result.text += rest[..<call.range.lowerBound]
      result.text += ".package(path: \"\(Inside.dependencies)/\(known.name)\")"
      rest = rest[call.range.upperBound...]
      if !result.dependencies.contains(known.name) { result.dependencies.append(known.name) }
    }
    result.text += rest
    return result
  }

  private static func refusal(
    of source: String, at place: String.Index, in text: String
  ) -> Diagnostic {
    let before = text[..<place]
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    let names = DependencyStore.allowed.map(\.url).joined(separator: ", ")
    return Diagnostic(
      file: AppLayout.packageManifest.description, line: lines.count,
      column: (lines.last?.utf8.count ?? 0) + 1,
      severity: .error,
      message: "the dependency \(source) is not allowed; only these are: \(names)")
  }

  /// The same for every way to write the address of a repository.
  static func normalised(_ url: String) -> String {
    var url = url.lowercased()
    for start in ["ssh://git@github.com/", "git@github.com:", "http://github.com/"]
    where url.hasPrefix(start) {
      url = "https://github.com/" + url.dropFirst(start.count)
    }
    while url.hasSuffix("/") { url.removeLast() }
    return url.hasSuffix(".git") ? String(url.dropLast(4)) : url
  }
}
