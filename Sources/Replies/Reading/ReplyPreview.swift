import Workspace

/// Follows a reply line by line and reports which file is being written, for display only.
///
/// It decides at once, without looking ahead, so a bare fence in the middle of a README may look
/// like its end; `ReplyScanner` has the last word.
struct ReplyPreview: Sendable {
  private enum Place {
    case prose
    case reasoning
    case fence(path: String, opener: Fence, level: Int, lines: Int)
    case block(path: String, lines: Int)
    case patch(path: String?, lines: Int)
    case action(path: String, lines: Int)
  }

  let paths: PathRecogniser
  private var place = Place.prose
  /// The last line of prose: it may name the file of what follows.
  private var lastProse: [UInt8] = []
  private var latest: String?

  init(paths: PathRecogniser) { self.paths = paths }

  mutating func take(_ line: Bytes) -> [ReplyEvent] {
    switch place {
    case .prose: return prose(line)
    case .reasoning:
      if ReasoningFilter.closes(line) { place = .prose }
      return []
    case .fence(let path, let opener, var level, let lines):
      if ReplyMarker(line) == .search, lines <= 1 {
        place = .block(path: path, lines: 0)
        return []
      }
      if let fence = Fence(line), fence.character == opener.character,
        fence.length >= opener.length
      {
        level += fence.isBare ? -1 : 1
        if level == 0 { return completed(path, lines) }
      }
      place = .fence(path: path, opener: opener, level: level, lines: lines + 1)
      return [.fileProgress(path: path, lines: lines + 1)]
    case .block(let path, let lines):
      if ReplyMarker(line) == .replace { return completed(path, lines) }
      place = .block(path: path, lines: lines + 1)
      return [.fileProgress(path: path, lines: lines + 1)]
    case .patch(let path, let lines): return patch(line, path, lines)
    case .action(let path, let lines):
      if line.contains("</boltAction>") { return completed(path, lines) }
      place = .action(path: path, lines: lines + 1)
      return [.fileProgress(path: path, lines: lines + 1)]
    }
  }

  private mutating func prose(_ line: Bytes) -> [ReplyEvent] {
    if line.isBlank { return [] }
    if ReasoningFilter.opens(line) {
      place = .reasoning
      return []
    }
    if let marker = PatchMarker(line) {
      place = .patch(path: nil, lines: 0)
      return marker == .begin ? [] : patch(line, nil, 0)
    }
    if ReplyMarker(line) == .search, let path = candidate ?? latest {
      place = .block(path: path, lines: 0)
      return began(path)
    }
    if let fence = Fence(line) {
      guard let path = paths.path(inInfo: fence.info) ?? candidate else { return [] }
      place = .fence(path: path, opener: fence, level: 1, lines: 0)
      return began(path)
    }
    if let tag = BoltTag(line), let path = tag.path {
      if line.contains("</boltAction>") { return began(path) + completed(path, 1) }
      place = .action(path: path, lines: 0)
      return began(path)
    }
    lastProse.removeAll(keepingCapacity: true)
    if line.count <= 1_000 { lastProse += line }
    return []
  }

  private var candidate: String? {
    paths.path(inLine: lastProse[...]) ?? paths.path(inProse: lastProse[...])
  }

  private mutating func patch(_ line: Bytes, _ path: String?, _ lines: Int) -> [ReplyEvent] {
    guard let marker = PatchMarker(line), marker != .endOfFile else {
      place = .patch(path: path, lines: lines + 1)
      return path.map { [.fileProgress(path: $0, lines: lines + 1)] } ?? []
    }
    switch marker {
    case .move:
      return []
    case .add(let next), .update(let next), .delete(let next):
      let events = path.map { completed($0, lines) } ?? []
      place = .patch(path: next, lines: 0)
      return events + began(next)
    case .begin, .end, .endOfFile:
      return path.map { completed($0, lines) } ?? []
    }
  }

  private mutating func began(_ path: String) -> [ReplyEvent] {
    latest = path
    return [.fileBegan(path: path)]
  }

  private mutating func completed(_ path: String, _ lines: Int) -> [ReplyEvent] {
    place = .prose
    lastProse = []
    return [.fileCompleted(path: path, lines: lines)]
  }
}
