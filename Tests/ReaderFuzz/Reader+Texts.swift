@testable import LLM
@testable import Workspace

extension Reader {
  /// `wisp.json`: what is valid is the same once it was written and read again.
  static let manifest = Reader(name: "manifest") { bytes in
    let known = AppManifest(name: "a", summary: "", template: "filter")
    if let more = try? known.adding(bytes), more.name != "a" { return "what adds gives a name" }
    guard let manifest = try? AppManifest.parse(bytes) else { return nil }
    guard (try? manifest.validate()) != nil else { return nil }
    let again = try? AppManifest.parse(manifest.encoded())
    return again == manifest ? nil : "a manifest that is written and read again is another one"
  }

  /// A regular expression of a manifest in the first line, the text that it is compared with below.
  static let pattern = Reader(name: "pattern") { bytes in
    let lines = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    let expectation = TextExpectation(matches: (lines.first ?? []).text)
    _ = expectation.mismatch(in: (lines.dropFirst().first ?? []).text, of: "stdout")
    return nil
  }

  /// A model server's answer: however it is cut, the same events come of it.
  static let events = Reader(name: "events") { bytes in
    var whole = EventStreamParser(collectingObjects: true)
    var parts = EventStreamParser(collectingObjects: true)
    let expected = whole.take(bytes)
    let place = bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % (bytes.count + 1)
    guard parts.take(bytes[..<place]) + parts.take(bytes[place...]) == expected else {
      return "chunks change the events"
    }
    for framing in [Framing.events, .lines] {
      var body = AnswerBody(framing)
      _ = body.take(bytes)
      guard body.pending <= bytes.count + 1 else { return "more is held than came" }
      _ = body.end()
    }
    var splitter = ThinkTagSplitter()
    let first = splitter.take(bytes[..<place].text)
    let second = splitter.take(bytes[place...].text)
    let rest = splitter.end()
    let size = [first, second, rest].reduce(0) { $0 + $1.reasoning.utf8.count + $1.text.utf8.count }
    return size <= 3 * bytes.count ? nil : "more text than came"
  }

  /// The beginning of a file of the user's.
  static let data = Reader(name: "data") { bytes in
    for redacts in [false, true] {
      let summary = DataSummary(
        name: "data", head: bytes, bytes: bytes.count, isWhole: redacts, redacts: redacts)
      guard summary.sample.utf8.count <= 8 << 10 else { return "a sample of more than 8 KiB" }
      guard summary.columns.count <= bytes.count + 60 else { return "more columns than bytes" }
      _ = summary.headline
    }
    return InputShape(head: bytes, isWhole: false).description.utf8.count <= 8 * bytes.count + 64
      ? nil : "a shape that is larger than what it is the shape of"
  }

  /// Text that goes to a model: no known secret stays in it, however it comes.
  static let mask = Reader(name: "mask") { bytes in
    let text = bytes.text
    let secret = "s3cr3t-0123456789"
    let mask = SecretMask([secret])
    guard !mask(SecretForms.masked(text).text).contains(secret) else {
      return "a secret that was not masked"
    }
    var stream = SecretMask.Stream(mask)
    var streamed = ""
    for character in text { streamed += stream.take(String(character)) }
    streamed += stream.end()
    guard !streamed.contains(secret) else { return "a secret that was not masked in pieces" }
    let same = mask.sameLength([bytes])[0]
    return same.count == bytes.count ? nil : "a mask of another length"
  }

  /// A page that an app wrote: nothing that acts is left, and writing it anew changes nothing more.
  static let page = Reader(name: "page") { bytes in
    let still = StillPage.still(bytes)
    for token in PageTokens(still) {
      guard case .start(let name, let attributes, _) = token else { continue }
      guard !["script", "iframe", "link", "base", "object", "embed", "frame"].contains(name) else {
        return "a <\(name)> is left"
      }
      if let attribute = attributes.first(where: { $0.name.hasPrefix("on") || $0.name == "action" })
      {
        return "an attribute \(attribute.name) is left"
      }
    }
    guard StillPage.still(still) == still else { return "a second writing changes the page" }
    for name in ["a.html", "a.svg"] where PageFaults.found(in: bytes, name: name).count > 5 {
      return "more faults than are told"
    }
    let wrapped = WrappedPage.wrapping(bytes, as: .page, title: bytes.prefix(20).text)
    guard !PageTokens(wrapped).contains(where: { Self.isScript($0) }) else {
      return "a script in the wrapped page"
    }
    return nil
  }

  private static func isScript(_ token: PageToken) -> Bool {
    if case .start("script", _, _) = token { true } else { false }
  }
}
