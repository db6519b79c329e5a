import Events

/// Reads what the compiler writes to `-serialize-diagnostics-path`.
///
/// Only the compiler's fix-its are taken from it; what it prints is read from its output. The file is written while
/// hostile sources are compiled and may be anything.
enum SerializedDiagnostics {
  /// One message with what the compiler would change.
  struct Message: Equatable {
    var severity: UInt64
    var file: String?
    var line: Int
    var column: Int
    var text: String
    /// All of them together are one change.
    var edits: [Edit] = []
    var notes: [Message] = []
  }

  struct Edit: Equatable {
    var file: String?
    /// In bytes from the start of the file.
    var start: Int
    var end: Int
    var text: String
  }

  enum Most {
    /// Bytes of a file.
    static let bytes = 4 << 20
    static let messages = 2_000
    static let edits = 20_000
  }

  /// The messages in their order; empty if the bytes are not what a compiler writes, or too many.
  static func messages(in bytes: [UInt8]) -> [Message] {
    guard bytes.count <= Most.bytes else { return [] }
    return (try? read(bytes)) ?? []
  }

  private enum Block {
    static let diagnostic: UInt64 = 9
  }

  private enum Code {
    static let diagnostic: UInt64 = 2
    static let fileName: UInt64 = 6
    static let fixIt: UInt64 = 7
  }

  private static func read(_ bytes: [UInt8]) throws(Bitstream.Malformed) -> [Message] {
    var stream = try Bitstream(bytes, magic: "DIAG")
    var found: [Message] = []
    var files: [UInt64: String] = [:]
    /// Those whose blocks are open, outermost first; nil until a block's message has come.
    var open: [Message?] = []
    var blocks: [UInt64] = []
    var count = (messages: 0, edits: 0)
    while let item = try stream.next() {
      switch item {
      case .enter(let block):
        blocks.append(block)
        if block == Block.diagnostic { open.append(nil) }
      case .leave:
        guard blocks.popLast() == Block.diagnostic, let ended = open.popLast() else { continue }
        guard let ended else { continue }
        if open.isEmpty {
          found.append(ended)
        } else {
          open[open.count - 1]?.notes.append(ended)
        }
      case .record(let record) where blocks.last == Block.diagnostic:
        let numbers = record.numbers
        switch record.code {
        case Code.fileName where numbers.count >= 1:
          files[numbers[0]] = String(decoding: record.bytes, as: UTF8.self)
        case Code.diagnostic where numbers.count >= 4:
          count.messages += 1
          guard count.messages <= Most.messages else { throw Bitstream.Malformed() }
          open[open.count - 1] = Message(
            severity: numbers[0], file: files[numbers[1]], line: int(numbers[2]),
            column: int(numbers[3]), text: String(decoding: record.bytes, as: UTF8.self))
        case Code.fixIt where numbers.count >= 8:
          count.edits += 1
          guard count.edits <= Most.edits else { throw Bitstream.Malformed() }
          let isOneFile = numbers[0] == numbers[4]
          open[open.count - 1]?.edits.append(
            Edit(
              file: isOneFile ? files[numbers[0]] : nil, start: int(numbers[3]),
              end: int(numbers[7]), text: String(decoding: record.bytes, as: UTF8.self)))
        default: break
        }
      case .record: break
      }
    }
    return found
  }

  /// The diagnostics with the fix-its that the serialized ones have for them: each one's own first, then its notes'.
  static func adding(_ serialized: [[UInt8]], to diagnostics: [Diagnostic]) -> [Diagnostic] {
    var fixIts: [Key: [FixIt]] = [:]
    for message in serialized.flatMap({ messages(in: $0) }) {
      let key = Key(
        file: message.file.flatMap(Inside.relativeToApp), line: message.line,
        column: message.column, text: message.text)
      guard fixIts[key] == nil else { continue }
      fixIts[key] = ([message] + message.notes).compactMap(\.fixIt)
    }
    return diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      let key = Key(
        file: diagnostic.file, line: diagnostic.line, column: diagnostic.column,
        text: diagnostic.message)
      diagnostic.fixIts = fixIts[key] ?? []
      return diagnostic
    }
  }

  private struct Key: Hashable {
    var file: String?
    var line: Int?
    var column: Int?
    var text: String
  }

  private static func int(_ number: UInt64) -> Int { Int(clamping: number) }
}

extension SerializedDiagnostics.Message {
  /// Its edits; nil if there are none or one is outside of the app.
  fileprivate var fixIt: FixIt? {
    let changes = edits.compactMap { edit in
      edit.file.flatMap(Inside.relativeToApp).map {
        FixIt.Edit(file: $0, start: edit.start, end: edit.end, text: edit.text)
      }
    }
    return changes.isEmpty || changes.count != edits.count ? nil : FixIt(changes)
  }
}
