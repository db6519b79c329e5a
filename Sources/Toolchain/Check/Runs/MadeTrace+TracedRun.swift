import Behaviour
import Events
import Workspace

extension MadeTrace {
  init(_ run: TracedRun) {
    let left = run.trace.files.sorted { $0.key < $1.key }.prefix(Self.mostFiles)
    self.init(
      example: run.example.name.visible, with: run.what, given: run.example.given.visible,
      ending: "\(run.trace.ending)", stdout: Text(run.trace.output), stderr: Text(run.trace.errors),
      files: left.isEmpty
        ? nil
        : Dictionary(left.map { ($0.key.visible, Text($0.value)) }) { first, _ in first })
  }

  private static let mostFiles = 10
}

extension MadeTrace.Text {
  /// Bytes of a text that are told.
  private static let most = 4 << 10

  init(_ captured: CapturedText) {
    self.init(
      text: String(decoding: captured.start.prefix(Self.most), as: UTF8.self).visible,
      bytes: captured.length, hash: captured.hash)
  }
}
