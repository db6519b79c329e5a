import Catalog
import Testing

/// Gives the same number again and again.
private struct Fixed: RandomNumberGenerator {
  var value: UInt64
  mutating func next() -> UInt64 { value }
}

@Suite struct AppIDTests {
  @Test(arguments: [
    ("csv-sum", 0x7f3a, "csv-sum-7f3a"), ("CSV Sum!", 0x7, "csv-sum-0007"),
    ("../../etc/passwd", 0xffff, "etc-passwd-ffff"), ("", 0, "app-0000"), ("🙂", 1, "app-0001"),
    ("Größenrechner", 0xab, "grossenrechner-00ab"), ("日本", 2, "ri-ben-0002"),
    ("-rf", 3, "rf-0003"),
    (String(repeating: "x", count: 80), 4, String(repeating: "x", count: 30) + "-0004"),
    ("one two three four five six seven", 5, "one-two-three-four-five-six-0005"),
  ])
  func anIDIsASlugAndFourDigits(name: String, number: UInt64, id: String) {
    var random = Fixed(value: number)
    #expect(AppID.make(from: name, random: &random) == id)
  }

  @Test(arguments: [
    ("a tool that sums a CSV column by group", "sums-csv-column"),
    ("Show me requests per minute from this log as a chart", "requests-per-minute"),
    ("Please make me an app", "please-make-me"), ("", "app"), ("!!! ???", "app"),
    ("I'd like to count words", "count-words"), ("naïve Bayes für Übungen", "naive-bayes-fur"),
    ("deduplicate lines, keeping the first", "deduplicate-lines-keeping"),
    ("internationalization counterrevolutionaries", "internationalization"),
    ("rm -rf / ; $(reboot)", "rm-rf-reboot"),
    ("a to-do list with add, list and done", "todo-list-add"),
    ("show the 20 most frequent words", "most-frequent-words"), ("20 / 30", "20-30"),
  ])
  func aDescriptionGivesAName(description: String, slug: String) {
    #expect(AppID.slug(describing: description) == slug)
  }
}
