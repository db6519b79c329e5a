import Testing

@testable import Workspace

/// A page that an app wrote is shown without anything that acts.
@Suite struct StillPageTests {
  private static func still(_ page: String) -> String {
    String(decoding: StillPage.still(Array(page.utf8)), as: UTF8.self)
  }

  @Test(arguments: [
    // What a page says stays as it is.
    (
      "<!doctype html><html lang=\"de\"><p class=\"a\">1 &lt; 2 &amp; 3",
      "<!DOCTYPE html><html lang=\"de\"><p class=\"a\">1 &lt; 2 &amp; 3"
    ),
    ("<P ID=x>a</P >", "<p id=\"x\">a</p>"), ("<br/><hr />", "<br/><hr/>"),
    ("a < b <3 c", "a &lt; b &lt;3 c"), ("<title>a<b></title>", "<title>a&lt;b></title>"),
    (
      "<svg viewBox='0 0 1 1'><use href='#a'/></svg>",
      "<svg viewbox=\"0 0 1 1\"><use href=\"#a\"/></svg>"
    ),
    ("<style>a>b{color:red}</style>", "<style>a>b{color:red}</style>"),
    ("<img src=\" data:image/png;base64,AA\">", "<img src=\" data:image/png;base64,AA\">"),
    // Scripts, and what is run by events.
    ("a<script>x</script>b", "ab"), ("a<script>x<!--<script></script>b", "ab"),
    ("<script>alert(1)", ""), ("<p onclick=x ONLOAD='y'>", "<p>"), ("<ScRiPt/x>1</sCrIpT\t>b", "b"),
    ("<svg><script href=x />b", "<svg>"),
    // What loads or names another document.
    ("<link rel=preconnect href=//e.test>a", "a"), ("<base href=//e.test>a", "a"),
    (
      "<meta charset=utf-8><meta http-equiv=refresh content='0;url=//e'>",
      "<meta charset=\"utf-8\">"
    ),
    ("<iframe src=//e>in</iframe>b", "b"), ("<object data=//e><embed src=//e>b", "b"),
    ("<img src=//e srcset='//e 2x'>", "<img>"),
    ("<a href=//e>x</a><a href=#y>", "<a>x</a><a href=\"#y\">"),
    ("<a href=data:text/html,x>", "<a>"),
    ("<form action=//e><input formaction=//e>", "<form><input>"),
    ("<body background=//e>", "<body>"), ("<video poster=//e src=//e>", "<video>"),
    ("<image xlink:href=//e>", "<image>"), ("<l\u{0}ink rel=x>", ""),
    // Comments and what a browser takes for one.
    ("a<!-- <link> -->b", "ab"), ("a<!--><b>", "a<b>"), ("a<!--->b", "ab"), ("a<!--x--!>b", "ab"),
    ("a<?x ?>b", "ab"), ("a</ link>b", "ab"), ("a</>b", "ab"), ("a<!x>b", "ab"), ("a<!-- b", "a"),
    ("<![CDATA[<link>x]]>", "x]]>"),
    // Text that is markup elsewhere.
    ("<svg><style><p><link rel=x></style>", "<svg><style>\\3c p>\\3c link rel=x></style>"),
    ("<textarea><link></textarea>", "<textarea>&lt;link></textarea>"),
    ("<p title='</p><link>'>", "<p title=\"&lt;/p>&lt;link>\">"),
    ("<p title='\"><link>'>", "<p title=\"&quot;>&lt;link>\">"),
    ("<xmp><link></xmp>", "&lt;link>"), ("<noscript><link>a</noscript>", "a"),
    ("<plaintext><link>a", "a"), ("<p a=1 a=2>", "<p a=\"1\">"), ("<p", ""), ("<p a='x", ""),
    ("<", "&lt;"), ("</", "&lt;/"),
  ])
  func keepsWhatIsSaid(page: String, still: String) {
    #expect(Self.still(page) == still)
    // Written anew once, it is written anew to the same.
    #expect(Self.still(still) == still)
  }

  /// However the pieces are put together, nothing that acts comes out, and a second look changes nothing.
  @Test func holdsForAnyPage() {
    var random = SystemRandomNumberGenerator()
    let pieces = [
      "<", ">", "/", "!", "--", "-", "=", "'", "\"", " ", "\n", "link", "script", "style", "svg",
      "title",
      "textarea", "a", "href", "src", "data:", "#", "meta", "http-equiv", "on", "x", "\u{0}",
      "&lt;", "]]>",
      "<![CDATA[", "<!--", "-->", "<script>", "</script>", "<style>", "</style>", "<svg>",
      "<link rel=x>",
      "<a href=//e>", "é", "iframe", "<iframe srcdoc='", "base", "?", "<p ", "xmp", "noscript",
    ]
    for _ in 0..<20_000 {
      let page = (0..<Int.random(in: 1...30, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let still = StillPage.still(Array(page.utf8))
      let acting = PageTokens(still).filter { token in
        guard case .start(let name, let attributes, _) = token else { return false }
        return ["script", "link", "base", "iframe", "object", "embed"].contains(name)
          || attributes.contains { attribute in
            attribute.name.hasPrefix("on") || attribute.name == "http-equiv"
              || ["href", "src"].contains(attribute.name)
                && !attribute.value.drop { $0 <= 0x20 }.starts(with: "#".utf8)
                && !attribute.value.drop { $0 <= 0x20 }.starts(with: "data:".utf8)
          }
      }
      #expect(acting.isEmpty, "\(page)")
      #expect(StillPage.still(still) == still, "\(page)")
    }
  }

  @Test func isOneFileWithAPolicy() {
    let page = String(
      decoding: WrappedPage.wrapping(
        Array("<p title=\"a&amp;b\">x</p>".utf8), as: .page, title: "a<b>.html"),
      as: UTF8.self)
    #expect(page.contains("default-src 'none'"))
    #expect(page.contains("<title>a&lt;b&gt;.html</title>"))
    #expect(
      page.hasSuffix(
        "<iframe sandbox=\"\" title=\"a&lt;b&gt;.html\" srcdoc=\"&lt;p title=&quot;a&amp;amp;b&quot;&gt;x"
          + "&lt;/p&gt;\"></iframe>\n"))
    for (text, base64) in [
      ("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("abcd", "YWJjZA=="),
    ] {
      let picture = WrappedPage.wrapping(
        Array(text.utf8), as: .picture("image/svg+xml"), title: "x.svg")
      #expect(
        String(decoding: picture, as: UTF8.self).hasSuffix(
          "<img alt=\"\" src=\"data:image/svg+xml;base64,\(base64)\">\n"))
    }
    #expect(WrappedPage.Kind(name: "A.HTM") == .page)
    #expect(WrappedPage.Kind(name: "a.pdf") == nil)
  }
}
