/// A page that an app wrote, written anew so that it shows what it says and does nothing else.
///
/// Only tags that are known from the tokenizer are written, each in one form, so that a browser cannot read
/// more out of the page than was seen here. Left out are scripts, what loads or names another document
/// (`link`, `base`, `meta http-equiv`, frames, plugins), and where links and forms lead: a browser may look
/// up the host of a link before anybody follows it.
package enum StillPage {
  /// The page without anything that acts.
  package static func still(_ page: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(page.count)
    var element = ""
    for token in PageTokens(page) {
      switch token {
      case .doctype: result += "<!DOCTYPE html>".utf8
      case .text(let text):
        if droppedWithText.contains(element) { continue }
        add(text, ofStyle: element == "style", to: &result)
      case .start(let name, let attributes, let isClosed):
        element = name
        guard !isDropped(name, attributes) else { continue }
        result += "<\(name)".utf8
        for attribute in attributes where isKept(attribute, of: name) {
          add(attribute, to: &result)
        }
        result += (isClosed ? "/>" : ">").utf8
      case .end(let name):
        element = ""
        if !isDropped(name, []) { result += "</\(name)>".utf8 }
      }
    }
    return result
  }

  /// Elements that are left out with what they hold.
  private static let droppedWithText: Set = ["script", "iframe", "noembed", "noframes"]

  private static let dropped: Set = [
    "script", "iframe", "noembed", "noframes", "link", "base", "frame", "frameset", "object",
    "embed",
    "applet", "portal", "fencedframe", "plaintext", "noscript", "xmp", "param",
  ]

  private static func isDropped(_ name: String, _ attributes: [PageAttribute]) -> Bool {
    dropped.contains(name)
      || name == "meta" && attributes.contains { $0.name == "http-equiv" }
  }

  private static func isKept(_ attribute: PageAttribute, of element: String) -> Bool {
    let name = attribute.name
    if name.hasPrefix("on") || leading.contains(name) { return false }
    guard name == "href" || name == "xlink:href" || name == "src" else { return true }
    // A place in the page itself, or what the page brings along.
    let value = attribute.value.drop { $0 <= 0x20 }
    return value.first == UInt8(ascii: "#")
      || element != "a" && element != "area" && value.starts(with: "data:".utf8)
  }

  /// Attributes that lead elsewhere, or bring a document along.
  private static let leading: Set = [
    "action", "formaction", "ping", "srcset", "imagesrcset", "srcdoc", "background", "manifest",
    "codebase", "classid", "data", "longdesc", "cite", "profile", "poster", "attributionsrc", "is",
    "shadowrootmode", "http-equiv", "nonce",
  ]

  private static func add(
    _ text: ArraySlice<UInt8>, ofStyle isStyle: Bool, to result: inout [UInt8]
  ) {
    for byte in text {
      switch byte {
      // In SVG the text of a style is markup; as an escape it is the same to CSS and never a tag.
      case UInt8(ascii: "<"): result += (isStyle ? "\\3c " : "&lt;").utf8
      case 0: continue
      default: result.append(byte)
      }
    }
  }

  private static func add(_ attribute: PageAttribute, to result: inout [UInt8]) {
    result += " \(attribute.name)=\"".utf8
    for byte in attribute.value {
      switch byte {
      case UInt8(ascii: "\""): result += "&quot;".utf8
      case UInt8(ascii: "<"): result += "&lt;".utf8
      case 0: continue
      default: result.append(byte)
      }
    }
    result.append(UInt8(ascii: "\""))
  }
}
