import Foundation
import Templates
import TestSupport
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
    // As people put it.
    (
      "a sign-up sheet for a potluck dinner that my neighbours open in their browser: they enter "
        + "their name and what they bring, and see who brings what", "web"
    ),
    (
      "a guest book for our gallery as a web page on this laptop, newest entry first, with a JSON "
        + "list for the projector", "web"
    ),
    ("a page where colleagues suggest lunch places and vote for them", "web"),
    ("an RSVP form for our wedding guests", "web"),
    ("feedback from visitors on a tablet at the exit", "web"),
    (
      "keep my bank's CSV exports in one place: import them without doubles, and tell me how much I "
        + "spent per category and month", "data"
    ),
    ("collect all my electricity meter readings over the years and ask for totals", "data"),
    ("import my music library's export and search it by artist", "data"),
    (
      "a reading log: I add books with author and pages, mark them as finished, and ask for how "
        + "many pages I read each year", "cli"
    ),
    ("who paid what on our trip and who owes whom", "cli"),
    ("a shopping list that I check off", "cli"),
    ("remind me which chores are due today", "cli"),
    (
      "find the one test that is flaky: I give it the logs of twenty CI runs and it tells me which "
        + "test sometimes passes and sometimes fails on the same commit", "lens"
    ),
    ("why did the build break: compare the logs of two runs", "lens"),
    ("which service became slow after the deploy, from these traces", "lens"),
    ("a photo book page of our holiday with captions", "report"),
    ("an invoice as a page to print", "report"),
    ("a one-page overview of my running times with a chart", "report"),
    ("flip through vocabulary cards with the arrow keys", "tui"),
    ("a typing trainer on the full screen", "tui"),
    ("blackjack against the computer", "game"),
    ("guess a number in as few rounds as possible", "game"),
    ("re-wrap plain text to a width I give, keeping paragraphs and bullet lists", "filter"),
    ("the ten slowest requests of an access log", "filter"),
    ("turn a CSV file into aligned columns", "filter"),
    ("count how often each error occurs in my log lines", "filter"),
    ("turn every line into capitals, with an option that adds a mark", "filter"),
  ]

  @Test(arguments: cases)
  func fits(description: String, expected: String) throws {
    let catalog = try TemplateCatalog.load(from: Checkout.templates)
    #expect(catalog.choose(for: description).template.name == expected)
  }

  /// Descriptions that were written before the words by which templates are chosen, in five languages.
  @Test func fitsNearlyAllOfTheBlind() throws {
    let catalog = try TemplateCatalog.load(from: Checkout.templates)
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Data/blind.tsv")
    let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 60)
    let wrong = lines.filter { line in
      let cells = line.split(separator: "\t")
      return catalog.choose(for: String(cells[1])).template.name != cells[0]
    }
    #expect(wrong.count <= 5, "\(wrong)")
    // What is not offered to the model must be right.
    #expect(
      wrong.filter { catalog.choose(for: String($0.split(separator: "\t")[1])).isCertain } == [])
  }

  @Test(arguments: [
    ("a website with a sign-up sheet", true), ("a to-do list", false), ("something nice", false),
    ("compare two folders", true), ("a CSV of games", false), ("count words in a pipe", false),
  ])
  func isCertainOnlyWithALead(description: String, isCertain: Bool) throws {
    let catalog = try TemplateCatalog.load(from: Checkout.templates)
    #expect(catalog.choose(for: description).isCertain == isCertain)
  }

  @Test func saysWhy() throws {
    let catalog = try TemplateCatalog.load(from: Checkout.templates)
    #expect(catalog.choose(for: "a tracker for habits").reason == "because of “tracker”, “habits”")
    #expect(
      catalog.choose(for: "hello").reason == "the usual one for a description without hints")
  }
}
