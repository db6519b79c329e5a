import Templates
import Testing

struct ChooseTests {
  static let cases: [(String, String)] = [
    ("count the most frequent words in a text", "filter"),
    ("sum the amount column by city", "filter"),
    ("show requests per minute from this log as a chart", "filter"),
    ("pretty-print JSON", "filter"),
    ("convert CSV columns to a Markdown table from standard input", "filter"),
    ("sort lines by their length", "filter"),
    ("remove duplicate lines from a pipe", "filter"),
    ("extract all links from an HTML page on stdin", "filter"),
    ("the average of the third column", "filter"),
    ("a histogram of word lengths", "filter"),
    ("number every line", "filter"),
    ("replace tabs in text", "filter"),
    ("summarize this data", "filter"),
    ("print the longest row", "filter"),
    ("how many characters are in this text", "filter"),
    ("something nice", "filter"),
    ("count the requests of a web server log by status code, most frequent first", "filter"),
    ("", "filter"),
    ("Zähle die Wörter", "filter"),
    ("a to-do list with add, list, done and remove", "cli"),
    ("track how much water I drink every day", "cli"),
    ("convert between kilometres and miles", "cli"),
    ("a calculator", "cli"),
    ("remember where I put things", "cli"),
    ("a password generator", "cli"),
    ("keep my bookmarks: add, list and remove them", "cli"),
    ("a habit tracker", "cli"),
    ("roll dice", "cli"),
    ("manage an inventory of screws", "cli"),
    ("a diary that saves one note a day", "cli"),
    ("log my expenses with add and list commands", "cli"),
    ("A TODO MANAGER", "cli"),
    ("a website to collect recipes", "web"),
    ("a web form for sign-ups", "web"),
    ("put my books into a database", "data"),
    ("a time capsule page from a list of stories, a bar chart of stories per decade", "report"),
    ("a menu page with a picture for each dish", "report"),
    ("a full-screen habit tracker: arrow keys move between habits, space marks a day", "tui"),
    ("find the one request that never ended", "lens"),
    ("a snake game", "game"),
  ]

  @Test(arguments: cases)
  func fits(description: String, expected: String) throws {
    let catalog = try TemplateCatalog.load(from: templatesDirectory)
    #expect(catalog.choose(for: description).template.name == expected)
  }

  @Test func saysWhy() throws {
    let catalog = try TemplateCatalog.load(from: templatesDirectory)
    #expect(catalog.choose(for: "a tracker for habits").reason == "because of “tracker”, “habits”")
    #expect(
      catalog.choose(for: "hello").reason == "the usual one for a description without hints")
  }
}
