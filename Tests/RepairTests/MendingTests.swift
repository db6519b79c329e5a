import Events
import Testing
import Workspace

@testable import Repair

/// In which order mends are offered, and which edits are never made.
@Suite struct MendingTests {
  private static let path = "Sources/AppCore/A.swift"
  private static let text = "let é = 1\nlet b = é\n"

  private func tree(_ files: [String: String]) throws -> FileTree {
    var tree = FileTree()
    for (path, text) in files { tree[try SafePath(path)] = Array(text.utf8) }
    return tree
  }

  private func error(
    _ fixIts: [FixIt], file: String = path, message: String = "wrong"
  ) -> Diagnostic {
    var error = Diagnostic(file: file, line: 1, column: 1, severity: .error, message: message)
    error.fixIts = fixIts
    return error
  }

  private func fixIt(_ start: Int, _ end: Int, _ text: String, in file: String = path) -> FixIt {
    FixIt([FixIt.Edit(file: file, start: start, end: end, text: text)])
  }

  private func texts(
    _ errors: [Diagnostic], _ files: [String: String], frozen: Set<SafePath> = []
  ) throws -> [String] {
    let tree = try tree(files)
    var mending = Mending()
    var texts: [String] = []
    while let mend = mending.next(for: errors, in: tree, frozen: frozen) {
      let changed = mend.tree.differences(from: tree)
      texts.append(changed.map { "\($0): \(mend.tree.text($0) ?? "")" }.joined(separator: "\n"))
    }
    return texts
  }

  /// The first fix-its of all errors, then the second ones, then rules, then single ones.
  @Test func ordersOffers() throws {
    let errors = [
      error([fixIt(0, 3, "var"), fixIt(0, 3, "lazy var")]),
      error([fixIt(17, 18, "c")], message: "cannot find 'Date' in scope"),
    ]
    let text = "let a = 1 // one\nb(Date())\n"
    #expect(
      try texts(errors, [Self.path: text]) == [
        "\(Self.path): var a = 1 // one\nc(Date())\n",
        "\(Self.path): lazy var a = 1 // one\nc(Date())\n",
        "\(Self.path): import Foundation\n\n\(text)",
        "\(Self.path): var a = 1 // one\nb(Date())\n",
      ])
  }

  /// A mend that was accepted begins a new series; only refused ones count against the next.
  @Test func stopsAfterFourRefusals() throws {
    let errors = (0..<9).map { error([fixIt(0, 0, "/* \($0) */ ")]) }
    #expect(try texts(errors, [Self.path: Self.text]).count == 4)
    var mending = Mending()
    var tree = try tree([Self.path: Self.text])
    var accepted = 0
    while let mend = mending.next(for: errors, in: tree) {
      tree = mend.tree
      accepted += 1
    }
    #expect(accepted == 10)
  }

  /// Nothing is changed that a model did not write, or that was accepted.
  @Test(arguments: [
    "Package.swift", "Sources/Kit/Page.swift", "wisp.json", "Sources/AppCore/words.txt",
    "../outside.swift", "/etc/passwd", "Tests/AppCoreTests/Frozen.swift",
  ])
  func leavesOtherFiles(file: String) throws {
    let files = [Self.path: Self.text, "Tests/AppCoreTests/Frozen.swift": Self.text]
      .merging(file.hasPrefix(".") || file.hasPrefix("/") ? [:] : [file: Self.text]) { $1 }
    let frozen: Set = [try SafePath("Tests/AppCoreTests/Frozen.swift")]
    let outside = fixIt(0, 3, "var", in: file)
    #expect(try texts([error([outside])], files, frozen: frozen) == [])
    // A change of two files is not made by half.
    let both = FixIt(outside.edits + fixIt(0, 3, "var").edits)
    #expect(try texts([error([both])], files, frozen: frozen) == [])
  }

  /// The text has 22 bytes; é has two, from 4 and from 19 on.
  @Test(arguments: [
    (-1, 0, "a"), (0, 23, ""), (23, 23, "a"), (Int.max, Int.max, "a"), (9, 4, "a"), (5, 5, "a"),
    (0, 5, ""), (0, 0, String(repeating: "a", count: 4_001)), (0, 3, "let"), (0, 0, ""),
  ])
  func passesOverImpossibleEdits(start: Int, end: Int, text: String) throws {
    #expect(try texts([error([fixIt(start, end, text)])], [Self.path: Self.text]) == [])
  }

  /// What would hide an error, invent a value or leave a gap is left to the author.
  @Test(arguments: [
    "<#code#>", "try! ", "try? ", " as! B", "nonisolated(unsafe) ", "@unchecked Sendable", "!", "?",
    " ?? 0", " = 0", "@MainActor ", ": Sendable",
  ])
  func passesOverFixIts(text: String) throws {
    #expect(try texts([error([fixIt(10, 10, text)])], [Self.path: Self.text]) == [])
  }

  @Test func removesLittle() throws {
    let long = "let a = 1 // \(String(repeating: "a", count: 600))\n"
    #expect(try texts([error([fixIt(0, 501, "")])], [Self.path: long]) == [])
    #expect(try texts([error([fixIt(10, 510, "")])], [Self.path: long]).count == 1)
  }

  /// Of two changes in each other's way the first is made; the same change of two errors is made once.
  @Test func keepsChangesApart() throws {
    let errors = [
      error([fixIt(0, 3, "var")]), error([fixIt(0, 3, "var")]), error([fixIt(1, 5, "x")]),
      error([fixIt(10, 10, "await ")]), error([fixIt(10, 10, "try ")]),
    ]
    #expect(
      try texts(errors, [Self.path: "let a = 1\nlet b = 2\n"]).first
        == "\(Self.path): var a = 1\ntry await let b = 2\n")
  }

  /// Warnings, and errors in other people's files, are no reason to change anything.
  @Test func mendsErrorsOnly() throws {
    var warning = error([fixIt(0, 3, "var")])
    warning.severity = .warning
    let kit = error([fixIt(0, 3, "var")], file: "Sources/Kit/Page.swift")
    #expect(try texts([warning, kit], [Self.path: Self.text]) == [])
  }

  /// A file that is nested too deeply is not parsed; its fix-its are made all the same.
  @Test func bearsDeepNesting() throws {
    let deep = "let a = \(String(repeating: "(", count: 5_000))1\n"
    #expect(
      try texts(
        [error([fixIt(0, 3, "var")], message: "cannot find 'Date' in scope")], [Self.path: deep])
        == ["\(Self.path): var\(deep.dropFirst(3))"])
  }
}
