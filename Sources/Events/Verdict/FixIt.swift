/// One change of an app's files, as the compiler proposes it: all of its edits together.
package struct FixIt: Sendable, Hashable {
  /// Bytes of a file and the text that takes their place.
  package struct Edit: Sendable, Hashable {
    /// Relative to the app.
    package var file: String
    /// In bytes from the start of the file; equal to `end` if text is only inserted.
    package var start: Int
    package var end: Int
    package var text: String

    package init(file: String, start: Int, end: Int, text: String) {
      self.file = file
      self.start = start
      self.end = end
      self.text = text
    }
  }

  package var edits: [Edit]

  package init(_ edits: [Edit]) { self.edits = edits }
}
