/// The first place in which two runs of one program on one input differ.
///
/// Files are compared as data: see `SavedData`. Runs that did not end by themselves are not compared.
package struct TraceDifference: Sendable, Equatable {
  package enum Part: Sendable, Equatable {
    case ending
    case output
    case errors
    case file(String)
  }

  package var part: Part
  /// The lines of the part in each run; a part that is missing has none.
  package var first: [String]
  package var second: [String]

  /// Returns nil if nothing differs, or if nothing can be said.
  package init?(between first: Trace, and second: Trace) {
    guard first.kind != .unfinished, second.kind != .unfinished else { return nil }
    if first.ending != second.ending {
      self.init(part: .ending, first: ["\(first.ending)"], second: ["\(second.ending)"])
    } else if first.kind == .crashed {
      // Addresses differ; crashes are reported as such.
      return nil
    } else if first.output != second.output {
      self.init(.output, first.output, second.output)
    } else if first.errors != second.errors {
      self.init(.errors, first.errors, second.errors)
    } else if let path = Self.differingFile(first, second) {
      self.init(.file(path), first.files[path], second.files[path])
    } else {
      return nil
    }
  }

  private init(part: Part, first: [String], second: [String]) {
    self.part = part
    self.first = first
    self.second = second
  }

  private init(_ part: Part, _ first: CapturedText?, _ second: CapturedText?) {
    self.init(
      part: part, first: first?.lines.map(String.init) ?? [],
      second: second?.lines.map(String.init) ?? [])
  }

  private static func differingFile(_ first: Trace, _ second: Trace) -> String? {
    Set(first.files.keys).union(second.files.keys).sorted().first { path in
      guard let one = first.files[path], let other = second.files[path] else {
        return !SavedData.isWorkingFile(path)
      }
      return !SavedData.isSame(one, other, path: path)
    }
  }

  /// The name of the part: `stdout`, `stderr`, `exit code`, a file's path.
  package var place: String {
    switch part {
    case .ending: "the end of the run"
    case .output: "stdout"
    case .errors: "stderr"
    case .file(let path): path
    }
  }

  /// The first lines that differ, each nil if that run has fewer lines.
  package var lines: (number: Int, first: String?, second: String?) {
    let same = zip(first, second).prefix { $0 == $1 }.count
    return (
      same + 1, same < first.count ? first[same] : nil, same < second.count ? second[same] : nil
    )
  }
}
