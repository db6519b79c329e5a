import Events
import SwiftCode
import Templates
import Workspace

/// Files of the starter that an app has never changed and does not use.
enum StarterLeftovers {
  /// Unchanged sources of AppCore that the app does not use, and the starter's tests of them; sorted.
  ///
  /// A source is used if a file that stays names what it declares. Given files stay.
  static func files(in tree: FileTree, of template: Template) -> [SafePath] {
    let names = tree.swiftNames()
    let unchanged = Set(
      names.keys.filter {
        tree[$0] == template.starter[$0] && !template.given.contains($0)
      })
    let tests = unchanged.filter(AppLayout.isTest)
    var left = unchanged.filter { $0.description.hasPrefix(AppLayout.core) }
    while true {
      let used = names.reduce(into: Set<String>()) {
        if !left.contains($1.key), !tests.contains($1.key) { $0.formUnion($1.value.used) }
      }
      let needed = left.filter { names[$0]?.declared.isDisjoint(with: used) == false }
      guard !needed.isEmpty else { break }
      left.subtract(needed)
    }
    let gone = left.reduce(into: Set<String>()) { $0.formUnion(names[$1]?.declared ?? []) }
    return left.union(tests.filter { names[$0]?.used.isDisjoint(with: gone) == false }).sorted()
  }
}

extension SessionLoop {
  /// Removes what is left of the starter, as an iteration of wisp's own, if the app passes without it.
  mutating func removeLeftovers() async throws {
    guard session.request.kind == .new, session.isVerified else { return }
    let files = StarterLeftovers.files(in: session.work.tree, of: prompt.template)
    guard !files.isEmpty else { return }
    try await clock.step()
    var work = session.work
    for path in files { work.tree[path] = nil }
    work.acceptedTests.subtract(files)
    try await tryWithoutModel(
      "Remove what is left of the starter: \(files.map(\.name).joined(separator: ", "))", work,
      otherwise: "the app needs them; they stay"
    ) { $0.isVerified }
  }
}

extension SafePath {
  /// The last part of a path.
  fileprivate var name: String { String(description.split(separator: "/").last ?? "") }
}
