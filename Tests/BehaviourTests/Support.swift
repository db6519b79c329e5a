import Behaviour

extension Trace {
  /// A run that printed a text.
  init(_ output: String, exit: Int32 = 0, errors: String = "", files: [String: String] = [:]) {
    self.init(
      ending: .exited(exit), output: CapturedText(output), errors: CapturedText(errors),
      files: files.mapValues { CapturedText($0) })
  }
}
