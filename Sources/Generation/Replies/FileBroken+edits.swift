import Events
import Replies
import Toolchain
import Workspace

extension FileBroken {
  /// The first syntax error of a file that `edits` write whole; nil where it has none, is no Swift, or
  /// comes as blocks, whose file is known only when all of them are.
  ///
  /// The edits are read for Swift only: to know them is to read a whole reply again.
  init?(_ path: String, in edits: @autoclosure () -> [Edit]) {
    guard path.hasSuffix(".swift") else { return nil }
    let texts = edits().compactMap { edit -> [UInt8]? in
      guard case .write(let written, let bytes) = edit, written.description == path else {
        return nil
      }
      return bytes
    }
    guard let bytes = texts.last,
      let place = SyntaxCheck.firstError(in: String(decoding: bytes, as: UTF8.self))
    else { return nil }
    self.init(path: path, line: place.line, column: place.column)
  }
}
