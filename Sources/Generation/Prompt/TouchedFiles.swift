import Events
import SwiftCode
import Workspace

/// The files that the problems of a check are about.
struct TouchedFiles {
  private(set) var paths: Set<SafePath> = []
  /// Those of them that the compiler names.
  private(set) var named: Set<SafePath> = []
  /// The lines of failed expectations, by the file of tests that they are in.
  private(set) var failingLines: [SafePath: Set<Int>] = [:]
  private let tree: FileTree

  /// - Parameters:
  ///   - verdict: What a check of `tree` found.
  ///   - tree: The files that were checked.
  init(_ verdict: Verdict, in tree: FileTree) {
    self.tree = tree
    var isAnywhere = false
    for gate in verdict.gates where gate.isFailed {
      let faults = gate.report.problems.filter(\.isFault)
      for problem in faults {
        switch problem {
        case .diagnostic(let diagnostic):
          guard let path = known(diagnostic.file) else { continue }
          paths.insert(path)
          for note in diagnostic.notes {
            // "Sources/AppCore/A.swift:3: 'x' declared here"
            if let other = known(note.split(separator: ":").first.map(String.init)) {
              paths.insert(other)
            }
          }
        case .test(let failure):
          guard let path = known(failure.file) else {
            isAnywhere = true
            continue
          }
          paths.insert(path)
          failingLines[path, default: []].formUnion(failure.line.map { [$0] } ?? [])
        case .example: isAnywhere = true
        }
      }
      isAnywhere = isAnywhere || faults.isEmpty
    }
    named = paths.subtracting(failingLines.keys)
    if isAnywhere || paths.isEmpty {
      paths.formUnion(sources)
    } else if !failingLines.isEmpty {
      addUsed(byTests: Array(failingLines.keys))
    }
  }

  private var sources: [SafePath] {
    tree.paths.filter { $0.description.hasPrefix(AppLayout.sources) }
  }

  private func known(_ file: String?) -> SafePath? {
    file.flatMap { try? SafePath($0) }.flatMap { tree[$0] == nil ? nil : $0 }
  }

  /// Adds the sources that tests use, and what those use in turn: the fault may lie deeper.
  private mutating func addUsed(byTests tests: [SafePath]) {
    var wanted = tests.reduce(into: Set<String>()) {
      $0.formUnion(SwiftOutline.names(in: tree.text($1) ?? "").used)
    }
    var left = tree.swiftNames(below: AppLayout.core)
    while let next = left.first(where: { !$0.value.declared.isDisjoint(with: wanted) }) {
      paths.insert(next.key)
      wanted.formUnion(next.value.used)
      left[next.key] = nil
    }
  }
}

extension FileTree {
  /// The names that each file of Swift below a folder uses and declares.
  func swiftNames(below folder: String = "") -> [SafePath: (
    used: Set<String>, declared: Set<String>
  )] {
    paths.filter { $0.description.hasPrefix(folder) && $0.description.hasSuffix(".swift") }
      .reduce(into: [:]) { $0[$1] = SwiftOutline.names(in: text($1) ?? "") }
  }
}
