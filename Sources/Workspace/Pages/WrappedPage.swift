/// A page of `wisp`'s own that shows what an app wrote, without its scripts and without a network.
///
/// Slides get the one script that leads through them; a hash in the policy allows it, and nothing else.
///
/// An HTML page lies in a frame that may do nothing (`sandbox`), a picture in an `img`, which runs nothing
/// and loads nothing. The policy of the outer page holds for the frame, too (CSP 3, 4.2; HTML 7.1.6).
package enum WrappedPage {
  /// What is shown: told by the end of the file's name.
  package enum Kind: Sendable, Equatable {
    case page
    /// With its media type.
    case picture(String)

    /// Nil for what cannot be shown in a page of wisp's own.
    package init?(name: String) {
      let name = name.lowercased()
      switch true {
      case name.hasSuffix(".html"), name.hasSuffix(".htm"): self = .page
      case name.hasSuffix(".svg"): self = .picture("image/svg+xml")
      case name.hasSuffix(".png"): self = .picture("image/png")
      default: return nil
      }
    }
  }

  /// The outer page.
  ///
  /// - Parameters:
  ///   - bytes: What the app wrote.
  ///   - kind: How it is shown.
  ///   - title: Stands in the browser's tab.
  /// - Returns: A page in UTF-8 that needs no other file.
  package static func wrapping(_ bytes: [UInt8], as kind: Kind, title: String) -> [UInt8] {
    let isDeck = kind == .page && DeckScript.isPart(of: bytes)
    var page = Array(head(scripts: isDeck ? "'sha256-\(DeckScript.hash)'" : "'none'").utf8)
    page += "<title>".utf8 + escaped(Array(title.utf8)) + "</title>\n".utf8
    switch kind {
    case .page:
      page +=
        "<iframe sandbox=\"\(isDeck ? "allow-scripts" : "")\" title=\"".utf8
        + escaped(Array(title.utf8)) + "\" srcdoc=\"".utf8
      page += escaped(StillPage.still(bytes))
      if isDeck { page += escaped(Array("<script>\(DeckScript.text)</script>".utf8)) }
      page += "\"></iframe>\n".utf8
    case .picture(let type):
      page += "<img alt=\"\" src=\"data:\(type);base64,".utf8 + base64(bytes) + "\">\n".utf8
    }
    return page
  }

  private static func head(scripts: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src \(scripts); style-src 'unsafe-inline'; \
    img-src data:; font-src data:; media-src data:; form-action 'none'; base-uri 'none'; webrtc 'block'">
    <meta http-equiv="x-dns-prefetch-control" content="off">
    <meta name="referrer" content="no-referrer">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <style>
    html, body { margin: 0; height: 100% }
    iframe { border: 0; width: 100%; height: 100%; display: block }
    img { display: block; max-width: 100%; margin: 0 auto }
    </style>

    """
  }

  private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "&"): result += "&amp;".utf8
      case UInt8(ascii: "\""): result += "&quot;".utf8
      case UInt8(ascii: "<"): result += "&lt;".utf8
      case UInt8(ascii: ">"): result += "&gt;".utf8
      default: result.append(byte)
      }
    }
    return result
  }

  /// RFC 4648, section 4.
  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0..<4 {
        result.append(
          index <= group.count ? letters[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
    }
    return result
  }
}
