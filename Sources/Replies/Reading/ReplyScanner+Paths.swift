import Workspace

extension ReplyScanner {
  /// How sure it is that a path belongs to a block.
  enum Certainty {
    /// On the fence or on a line of its own above it.
    case stated
    /// Named in the sentence above.
    case named
  }

  /// The path on the lines above a line: directly, above a blank line, or in a sentence there.
  func pathAbove(_ line: Int) -> (path: String, certainty: Certainty)? {
    var index = line - 1
    var steps = 0
    while index >= floor, steps < 4 {
      let text = lines[index]
      if text.isBlank || Fence(text)?.isBare == true || isTag(text) {
        index -= 1
        steps += 1
        continue
      }
      if let fence = Fence(text) {
        return paths.path(inInfo: fence.info).map { ($0, .stated) } ?? pathAbove(index)
      }
      if let path = paths.path(inLine: text) { return (path, .stated) }
      return paths.path(inProse: text).map { ($0, .named) }
    }
    return nil
  }

  /// `<source>` and its like, which some models use for fences.
  func isTag(_ line: Bytes) -> Bool {
    ["<source>", "<code>", "<pre>", "<codeblock>", "<sourcecode>"].contains(line.trimmed.text)
  }

  /// The only file there is.
  var onlyFile: String? {
    tree.files.count == 1 ? tree.files.keys.first?.description : nil
  }
}
