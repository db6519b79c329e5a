import Behaviour
import Sandbox
import Workspace

extension Trace {
  /// What a run in a folder has left behind: `given` are the files of the folder before the run, `left` those after it.
  init(_ result: CommandResult, given: FileTree, left: FileTree) {
    let changed = left.files.filter { given[$0.key] != $0.value }
    self.init(
      ending: Ending(result.ending), output: CapturedText(result.standardOutput),
      errors: CapturedText(result.standardError),
      files: Dictionary(
        uniqueKeysWithValues: changed.map { ($0.key.description, CapturedText($0.value)) }),
      removed: given.paths.filter { left[$0] == nil }.map(\.description))
  }
}

extension Trace.Ending {
  init(_ ending: CommandResult.Ending) {
    switch ending {
    case .exited(let code): self = .exited(code)
    case .signalled(let signal): self = .crashed(signal)
    case .timedOut: self = .timedOut
    case .outputLimit(let bytes): self = .stopped("stopped after \(bytes) bytes of output")
    case .limit(let limit): self = .stopped("stopped at \(limit)")
    }
  }
}
