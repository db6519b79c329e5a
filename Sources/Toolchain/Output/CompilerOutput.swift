import Events

/// Reads what `swift build` prints, with the compiler's diagnostics in LLVM style.
///
/// ```
/// /app/Sources/A/A.swift:14:5: error: message      a head: path, line, perhaps column, severity
///   q.b = 3                                        the source line
///   ~ ^                                            marks
///     var                                          perhaps a fix-it: text to insert or replace
/// /app/Sources/A/A.swift:13:3: note: message       belongs to the head before it
/// error: message                                   a message without a place
/// clang: error: message                            the same, from a tool
/// ```
/// `swift build` prints errors of `Package.swift` in the newer style, with a gutter of line numbers;
/// the notes in it are read too.
enum CompilerOutput {
  /// Every message in order of appearance, duplicates folded, notes attached, paths relative to the app.
  static func diagnostics(in text: String) -> [Diagnostic] {
    var reader = CompilerOutputReader()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      reader.read(line.last == "\r" ? line.dropLast() : line)
    }
    return reader.finished()
  }
}

/// Line by line, what has been read so far.
private struct CompilerOutputReader {
  private var found: [Diagnostic] = []
  private var index: [Key: Int] = [:]
  private var current: Diagnostic?
  private var snippetLines = 0
  private var count: [Diagnostic.Severity: Int] = [:]

  private struct Key: Hashable {
    var file: String?
    var line: Int?
    var column: Int?
    var severity: Diagnostic.Severity
    var message: String
  }

  mutating func read(_ line: Substring) {
    let line = line.utf8.count > Most.characters ? line.prefix(Most.characters) : line
    if let head = DiagnosticHead(line) {
      if head.severity == .note {
        attach(head)
      } else {
        close()
        current = head.diagnostic
      }
      snippetLines = head.severity == .note ? Int.max : 0
    } else if line.first == "[" {
      // Progress: "[5/19] Compiling App main.swift".
      close()
    } else if let note = gutterNote(line) {
      add(note)
    } else if line.hasPrefix(">>> referenced by ") {
      add(String(line.dropFirst(4)))
    } else if snippetLines < Int.max, current?.file != nil {
      snippetLines += 1
      if snippetLines == 3 { readFixIt(line) }
    }
  }

  mutating func finished() -> [Diagnostic] {
    close()
    return found.filter { !isElsewhere($0) }
  }

  /// The third line below a head: text that the compiler would put there.
  private mutating func readFixIt(_ line: Substring) {
    let text = line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    guard !text.isEmpty, !line.contains("|") else { return }
    add("fix-it: \(text)")
  }

  /// A note of the newer style: "   |   `- note: change 'let' to 'var'".
  private func gutterNote(_ line: Substring) -> String? {
    guard let bar = line.firstIndex(of: "|"),
      line[..<bar].allSatisfy({ $0 == " " || $0.isNumber })
    else { return nil }
    for mark in ["`- note: ", "|- note: "] {
      if let range = line.firstRange(of: mark) { return String(line[range.upperBound...]) }
    }
    return nil
  }

  private mutating func attach(_ note: DiagnosticHead) {
    guard let owner = current else { return }
    // A message inside a macro's expansion belongs where the macro was written.
    if isGenerated(owner.file), note.message.hasPrefix("in expansion of macro") {
      current?.file = note.file
      current?.line = note.line
      current?.column = note.column
      add(Diagnostic.expansionNote)
      return
    }
    guard let file = note.file, let line = note.line, !isGenerated(file) else {
      add(note.message)
      return
    }
    let isSamePlace = file == owner.file && line == owner.line
    add(isSamePlace ? note.message : "\(file):\(line): \(note.message)")
  }

  /// The most messages, notes of one, and characters of a line; nobody reads more.
  private enum Most {
    static let messages = 1_000
    static let notes = 50
    static let characters = 4_000
  }

  private mutating func add(_ note: String) {
    guard let notes = current?.notes, notes.count < Most.notes, !notes.contains(note) else {
      return
    }
    current?.notes.append(note)
  }

  private mutating func close() {
    guard let diagnostic = current else { return }
    current = nil
    let key = Key(
      file: diagnostic.file, line: diagnostic.line, column: diagnostic.column,
      severity: diagnostic.severity, message: diagnostic.message)
    if let known = index[key] {
      if found[known].notes.isEmpty { found[known].notes = diagnostic.notes }
    } else {
      // A warning never takes an error's place.
      count[diagnostic.severity, default: 0] += 1
      guard count[diagnostic.severity, default: 0] <= Most.messages else { return }
      index[key] = found.count
      found.append(diagnostic)
    }
  }

  /// Warnings about code that is not the app's.
  private func isElsewhere(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.severity != .error && diagnostic.file?.hasPrefix("/") == true
  }

  private func isGenerated(_ file: String?) -> Bool {
    file?.contains("/swift-generated-sources/") == true
  }
}

extension Diagnostic {
  /// Marks a message about a macro's expansion, shown at the place where the macro was written.
  static let expansionNote = "in the expansion of this macro"
}
