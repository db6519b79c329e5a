import Foundation
import Testing

@testable import Sandbox

/// One of the hostile programs in `Sandbox/probes`, and what must come of it.
struct Probe: Sendable, CustomTestStringConvertible {
  /// The file's name.
  var name: String
  var expectations: [Expectation] = []
  /// Limits of the confined run, by name.
  var limits: [String: Int] = [:]
  /// How the confined run must end; nil for anyhow.
  var ending: String?

  struct Expectation: Sendable {
    var attempt: String
    var control: String
    var confined: String
  }

  var testDescription: String { name }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Sandbox/probes").standardizedFileURL.path

  static let all: [Probe] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { $0.hasSuffix(".c") || $0.hasSuffix(".sh") }.compactMap {
      try? Probe(file: $0)
    }
  }()

  init(file: String) throws {
    name = file
    let text = try String(contentsOfFile: "\(Self.folder)/\(file)", encoding: .utf8)
    for line in text.split(separator: "\n") where line.hasPrefix("//") || line.hasPrefix("#") {
      let words = line.drop { $0 == "/" || $0 == "#" }.split(separator: ":", maxSplits: 1)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard words.count == 2 else { continue }
      let columns = words[1].split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      switch words[0] {
      case "expect" where columns.count == 3:
        expectations.append(
          Expectation(attempt: columns[0], control: columns[1], confined: columns[2]))
      case "set":
        let pair = words[1].split(separator: "=")
        limits[String(pair[0])] = Int(pair[1])
      case "ending": ending = words[1]
      default: break
      }
    }
  }

  /// Whether `word`, which came of an attempt, is among those of a column; nil stands for no word at all.
  static func allows(_ column: String, _ word: String?, isRoot: Bool) -> Bool {
    if column == "*" { return true }
    var column = column
    if column.hasPrefix("root ") {
      guard isRoot else { return true }
      column.removeFirst(5)
    }
    return word.map { column.split(separator: ",").map(String.init).contains($0) } ?? false
  }

  /// The words that came of the attempts, by their names.
  static func results(in output: String) -> [String: String] {
    var results: [String: String] = [:]
    for line in output.split(separator: "\n") {
      guard let colon = line.lastRange(of: ": ") else { continue }
      results[String(line[..<colon.lowerBound])] = String(line[colon.upperBound...])
    }
    return results
  }

  /// What the holder says of an ending.
  static let endings = [
    "exited 0": "exited(0)", "timed out": "timedOut(", "limit output": "outputLimit(",
    "limit memory": "its memory limit", "limit disk": "its disk limit",
    "limit files": "files in a folder", "limit file size": "for one file",
    "limit processor time": "processor time",
  ]
}

extension Substring {
  /// Where `text` occurs for the last time.
  fileprivate func lastRange(of text: String) -> Range<Index>? { ranges(of: text).last }
}
