import Events
import Foundation
import Testing
import Workspace

@testable import Toolchain

/// A broken app, what the compiler said of it, and what comes of it without a model.
///
/// A case is a file of sections: "--- PATH" for each file of the app, "--- says" with the subject of each mend that is
/// offered, "--- becomes PATH" for each file that the first one changes, and "--- compiler" with the compiler's words,
/// which `Scripts/record-repairs` records beside its serialized diagnostics.
struct RepairCase: CustomTestStringConvertible {
  let name: String
  private let sections: [String: String]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

  static let all: [RepairCase] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".txt") }.sorted().map {
      RepairCase(name: String($0.dropLast(".txt".count)))
    }
  }()

  init(name: String) {
    self.name = name
    let text =
      (try? String(contentsOf: Self.folder.appending(path: "\(name).txt"), encoding: .utf8)) ?? ""
    var sections: [String: String] = [:]
    var head = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("--- ") {
        head = String(line.dropFirst(4))
        sections[head] = ""
      } else {
        sections[head, default: ""] += "\(line)\n"
      }
    }
    self.sections = sections
  }

  var testDescription: String { name }

  /// The compiler's serialized diagnostics, as it wrote them.
  var serialized: [UInt8] {
    get throws { [UInt8](try Data(contentsOf: Self.folder.appending(path: "\(name).dia"))) }
  }

  var tree: FileTree {
    get throws {
      var tree = FileTree()
      for (head, text) in sections where head.hasPrefix("Sources/") || head.hasPrefix("Tests/") {
        tree[try SafePath(head)] = Array(text.utf8)
      }
      return tree
    }
  }

  /// The diagnostics as a check has them.
  var diagnostics: [Diagnostic] {
    get throws {
      DiagnosticOrder.rootsFirst(
        SerializedDiagnostics.adding(
          [try serialized], to: CompilerOutput.diagnostics(in: sections["compiler"] ?? "")))
    }
  }

  /// The subjects of all mends that are offered.
  var says: [String] { (sections["says"] ?? "?").split(separator: "\n").map(String.init) }

  /// The files that the first mend changes, whole.
  var becomes: [String: String] {
    let files = sections.compactMap { head, text in
      head.hasPrefix("becomes ") ? (String(head.dropFirst("becomes ".count)), text) : nil
    }
    return Dictionary(files) { first, _ in first }
  }
}
