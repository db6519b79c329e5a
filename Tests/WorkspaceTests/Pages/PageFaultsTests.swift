import Foundation
import Testing
import Workspace

/// Pages and pictures that are wrong in one way each, and some that are right.
@Suite struct PageFaultsTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  private static func faults(of path: String) throws -> [String] {
    let file = folder.appendingPathComponent(path)
    return PageFaults.found(in: [UInt8](try Data(contentsOf: file)), name: file.lastPathComponent)
  }

  @Test(arguments: [
    ("never-closed.html", "</body> comes before the end of <section>"),
    ("closes-nothing.html", "</div> closes nothing"),
    ("ampersand.svg", "an & in a text is not written as &amp;"),
    (
      "no-namespace.svg",
      "<svg> lacks xmlns=\"http://www.w3.org/2000/svg\", so that a browser shows its text"
    ),
    ("loads-script.html", "<script> loads “https://cdn.example/chart.js” from outside"),
    ("loads-font.html", "a style loads “//fonts.example/a.woff2” from outside"),
    ("nothing-drawn.svg", "a picture has no shape and no text"),
    ("empty-page.html", "the page shows nothing"),
    (
      "shape-outside.svg",
      "<rect> reaches from 750,10 to 870,30, outside of the view 0,0 to 800,600"
    ),
    (
      "text-outside.svg",
      "the text “Reykjavík in the north” reaches from -136,16 to 40,30, outside of the view 0,0 to 800,600"
    ),
    ("full-slide.html", "the slide “Too much” has about 25 rows of text, and 18 fit at most"),
    ("no-title.svg", "a picture has no <title> that says what it shows"),
    ("page-without-title.html", "the page has no <title>"),
    ("pale.html", "--ink on --paper has a contrast of 3.5, and 4.5 is the least"),
  ])
  func namesWhatIsWrong(file: String, fault: String) throws {
    #expect(try Self.faults(of: "Wrong/" + file).first == fault)
  }

  /// Each wrong page is named above.
  @Test func thereAreTwelveAtLeast() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Self.folder.appendingPathComponent("Wrong").path)
    #expect(files.count == 14)
  }

  @Test(arguments: ["deck.html", "page.html", "picture.svg", "table.csv"])
  func saysNothingOfWhatIsRight(file: String) throws {
    #expect(try Self.faults(of: "Right/" + file) == [])
  }

  /// Bytes that are no text, and nesting without an end, are told and end.
  @Test func whateverComesIsRead() {
    #expect(PageFaults.found(in: [0xFF], name: "a.svg") == ["it is not UTF-8"])
    let deep = Array(String(repeating: "<g>", count: 100_000).utf8)
    #expect(
      PageFaults.found(in: deep, name: "a.svg")
        == ["it has too many elements, or nests them too deeply"])
    #expect(PageFaults.found(in: [], name: "a.svg") == ["it does not begin with <svg>"])
    #expect(
      PageFaults.found(in: [], name: "a.HTML")
        == ["the page shows nothing", "the page has no <title>"])
  }
}
