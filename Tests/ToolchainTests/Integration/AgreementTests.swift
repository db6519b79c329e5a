import Events
import Files
import Foundation
import Sandbox
import TestSupport
import Testing
import Workspace

@testable import Toolchain

/// Every package of `Corpus` comes out as its `expected.json` says.
@Suite(.serialized, .preparedCache) struct AgreementTests {
  /// The direct way always; `swift build`, from which the expected values come, with
  /// `WISP_FULL_CORPUS` in the environment, too: it takes ten times as long.
  static let ways =
    ProcessInfo.processInfo.environment["WISP_FULL_CORPUS"] == nil ? [false] : [true, false]

  @Test(arguments: try CorpusCase.all(), ways)
  func verdicts(_ listed: CorpusCase, faithful: Bool) async throws {
    // Read again: the run before may have recorded its verdict.
    let sample = try CorpusCase(listed.name)
    let folder = try TemporaryFolder()
    let directory = try folder.folder("tree")
    try sample.tree.write(to: directory, replacing: FileTree())
    let verdict = try await PreparedCache.checker().check(
      CheckSubject(
        treeDirectory: directory, scratchDirectory: "\(folder.path)/scratch", faithful: faithful,
        testTimeLimit: sample.expected.testTimeLimit ?? 30))
    // Left to `swift build`, it would agree whatever the direct way does.
    let isLeft = verdict.gates.contains { $0.detail.contains("could not be linked") }
    #expect(isLeft == (sample.expected.isLeftByLinker == true && !faithful))
    var actual = CorpusCase.Expected(verdict)
    actual.testTimeLimit = sample.expected.testTimeLimit
    actual.isLeftByLinker = sample.expected.isLeftByLinker
    if faithful, !sample.isRecorded {
      try sample.record(actual)
    } else {
      #expect(
        sample.isRecorded, "\(sample.name) has no verdict yet: `make corpus` records one")
      #expect(actual == sample.expected)
    }
  }
}

/// A folder of `Corpus`: a package and what checking it comes to.
struct CorpusCase: Sendable, CustomTestStringConvertible {
  struct Expected: Codable, Equatable {
    struct Place: Codable, Equatable {
      var file: String?
      var line: Int?
    }

    struct Counts: Codable, Equatable {
      var passed: Int
      var failed: Int
    }

    /// What `swift build` and `swift test` come to; nil until that was recorded.
    var verdict: Verdict.Outcome?
    /// The gate that did not pass; nil where all did.
    var gate: Gate?
    /// Where the compiler's first error is; nil where there is none.
    var firstError: Place?
    var tests = Counts(passed: 0, failed: 0)
    /// Seconds, for packages whose tests hang.
    var testTimeLimit: Double?
    /// True for packages that the direct way leaves to `swift build` because they cannot be linked.
    var isLeftByLinker: Bool?

    init() {}

    init(_ verdict: Verdict) {
      self.verdict = verdict.outcome
      gate = verdict.gates.first { $0.result == .failed || $0.result == .timedOut }?.gate
      firstError = verdict.diagnostics.first { $0.severity == .error }
        .map { Place(file: $0.file, line: $0.line) }
      tests = Counts(passed: verdict.tests.passed, failed: verdict.tests.failed)
    }
  }

  var name: String
  var tree: FileTree
  var expected: Expected

  var testDescription: String { name }

  /// Whether a run of the faithful way has said what is to be expected.
  var isRecorded: Bool { expected.verdict != nil }

  /// Writes down what the faithful way came to.
  func record(_ actual: Expected) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try (encoder.encode(actual) + Data("\n".utf8))
      .write(to: Self.root.appending(path: name).appending(path: "expected.json"))
  }

  static func all() throws -> [CorpusCase] {
    try FileManager.default.contentsOfDirectory(atPath: root.path).sorted().map(CorpusCase.init)
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Corpus")
  private static let suffix = ".case"

  init(_ name: String) throws {
    let folder = Self.root.appending(path: name)
    self.name = name
    let data = try? Data(contentsOf: folder.appending(path: "expected.json"))
    expected = try data.map { try JSONDecoder().decode(Expected.self, from: $0) } ?? Expected()
    let stored = try FileTree.read(directory: folder.path)
    tree = FileTree()
    for path in stored.paths where path.description != "expected.json" {
      let text = path.description
      let isStoredAside = text.hasSuffix(Self.suffix)
      tree[try SafePath(isStoredAside ? String(text.dropLast(Self.suffix.count)) : text)] =
        stored[path]
    }
  }
}
