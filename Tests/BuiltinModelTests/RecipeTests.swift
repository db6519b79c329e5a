import BuiltinModel
import LLM
import Testing

/// What descriptions are understood as, and which are refused.
struct RecipeTests {
  static let understood: [(String, String, [String: String])] = [
    ("count words", "words", ["TOP": "0"]),
    ("show the 20 most frequent words in a text", "words", ["TOP": "20"]),
    ("the ten most common words of a text", "words", ["TOP": "10"]),
    ("Count how often each word occurs.", "words", ["TOP": "0"]),
    ("print the most frequent words", "words", ["TOP": "10"]),
    ("a tool that counts the words on standard input, ignoring case", "words", ["TOP": "0"]),
    ("top 5 words", "words", ["TOP": "5"]),
    ("word frequencies", "words", ["TOP": "0"]),
    ("how many words are in this text?", "words", ["TOP": "0"]),

    (
      "sum of amount by city in a csv", "csv-group",
      ["GROUP": "city", "VALUE": "amount", "OPERATION": "sum"]
    ),
    (
      "group by the city column and sum amount", "csv-group",
      ["GROUP": "city", "VALUE": "amount", "OPERATION": "sum"]
    ),
    (
      "Average amount per city from sales.csv", "csv-group",
      ["GROUP": "city", "VALUE": "amount", "OPERATION": "mean"]
    ),
    (
      "group a csv by \"Sales Region\" and show the total of \"Net amount\"", "csv-group",
      ["GROUP": "Sales Region", "VALUE": "Net amount", "OPERATION": "sum"]
    ),
    (
      "count the rows per product in a CSV", "csv-group",
      ["GROUP": "product", "VALUE": "value", "OPERATION": "count"]
    ),
    (
      "the highest price for each category in this csv file", "csv-group",
      ["GROUP": "category", "VALUE": "price", "OPERATION": "max"]
    ),
    (
      "minimum of the column price grouped by shop", "csv-group",
      ["GROUP": "shop", "VALUE": "price", "OPERATION": "min"]
    ),
    (
      "a csv tool: add up amount by 'month'", "csv-group",
      ["GROUP": "month", "VALUE": "amount", "OPERATION": "sum"]
    ),
    (
      "total sales by city in a csv with a header", "csv-group",
      ["GROUP": "city", "VALUE": "sales", "OPERATION": "sum"]
    ),

    (
      "show requests per minute from this access log as a bar chart", "log-histogram",
      ["BUCKET": "minute"]
    ),
    ("show me requests per minute from this log as a chart", "log-histogram", ["BUCKET": "minute"]),
    ("histogram of log lines per hour", "log-histogram", ["BUCKET": "hour"]),
    ("count requests by day", "log-histogram", ["BUCKET": "day"]),
    ("hourly hits from access.log", "log-histogram", ["BUCKET": "hour"]),
    ("how many requests were there each minute?", "log-histogram", ["BUCKET": "minute"]),

    ("pretty-print JSON", "json-view", ["PATH": "."]),
    ("pretty-print json and query it by path", "json-view", ["PATH": "."]),
    ("get .items[0].name from a JSON file", "json-view", ["PATH": ".items[0].name"]),
    ("format json", "json-view", ["PATH": "."]),
    ("extract the value at user.name from json", "json-view", ["PATH": "user.name"]),

    ("a to-do list with add, list, done and remove", "todo", [:]),
    ("todo app that remembers tasks between runs", "todo", [:]),
    ("Keep track of my tasks: add, list, mark as done, delete", "todo", [:]),
    ("I want a simple to do list", "todo", [:]),
    ("make me a todo list app", "todo", [:]),
    ("write a program to convert kg to lbs", "convert", ["FROM": "kg", "TO": "lb"]),
    ("I'd like to count requests per day in this log", "log-histogram", ["BUCKET": "day"]),
    ("build a small command-line tool that formats JSON", "json-view", ["PATH": "."]),

    (
      "a unit converter for length, mass, temperature and volume", "convert",
      ["FROM": "km", "TO": "mi"]
    ),
    ("convert miles to kilometers", "convert", ["FROM": "mi", "TO": "km"]),
    ("convert between celsius and fahrenheit", "convert", ["FROM": "C", "TO": "F"]),
    ("unit converter", "convert", ["FROM": "km", "TO": "mi"]),
  ]

  @Test(arguments: understood)
  func isUnderstood(description: String, recipe: String, slots: [String: String]) throws {
    let match = try builtin().recipe(for: description)
    #expect(match.recipe == recipe)
    #expect(match.template == (["todo", "convert"].contains(recipe) ? "cli" : "filter"))
    #expect(match.slots.filter { slot in slots.keys.contains(slot.key) } == slots)
    #expect(!match.explanation.contains("__"))
  }

  /// Near misses, each with words the refusal must name.
  static let refused: [(String, [String])] = [
    ("count words as an HTML page", ["HTML page"]),
    ("top 5 words longer than 4 letters", ["longer than 4 letters"]),
    ("count words sorted by length", ["sorted by length"]),
    ("count the words per line", ["per line"]),
    ("most frequent words except stop words", ["except stop"]),
    ("the least frequent words", ["least"]),
    ("count words and email me the result", ["email"]),
    ("count words that start with a", ["start"]),
    ("count letters", ["letters"]),
    ("the top 10 words, then the top 5 words", ["two things"]),
    ("most frequent word pairs", ["pairs"]),
    ("median of amount by city in a csv", ["median"]),
    ("sum of amount by city", ["CSV"]),
    ("sum of amount in a csv", ["by which column"]),
    ("sum a csv by city", ["which column to calculate"]),
    ("sum and average of amount by city in a csv", ["two things"]),
    ("sum of amount by city and by product in a csv", ["two things"]),
    ("sum of amount by city where amount is over 100 in a csv", ["where", "over 100"]),
    ("sum of amount by month in a csv", ["month"]),
    ("sum of amount by city in a semicolon separated csv", ["semicolon"]),
    ("average amount by city in a csv, rounded to integers", ["rounded", "integers"]),
    ("total amount by city in a csv as json", ["as json"]),
    ("top 3 cities by sum of amount in a csv", ["top 3 cities"]),
    ("sum of column 3 by column 1 in a csv", ["3", "1"]),
    ("sum amount by amount in a csv", ["the same"]),
    ("requests per minute per user from this log", ["per user"]),
    ("requests per minute with status 500", ["status 500"]),
    ("errors per hour in this log", ["errors"]),
    ("unique visitors per day from this log", ["unique visitors"]),
    ("requests per second from a log", ["per second"]),
    ("requests per 5 minutes from a log", ["per 5 minutes"]),
    ("requests per minute as an SVG chart", ["SVG"]),
    ("slowest requests per hour", ["slowest"]),
    ("requests from this log as a chart", ["per minute, per hour or per day"]),
    ("convert csv to json", ["does not understand", "json"]),
    ("pretty-print json with sorted keys", ["sorted keys"]),
    ("pretty-print json in color", ["color"]),
    ("get .items | length from json", ["| length"]),
    ("get .a and .b from json", ["two things"]),
    ("minify json", ["minify"]),
    ("a to-do list with due dates", ["due dates"]),
    ("a to-do list with priorities and reminders", ["priorities and reminders"]),
    ("a to-do list that syncs with my phone", ["syncs"]),
    ("convert dollars to euros", ["dollars"]),
    ("convert kilograms to miles", ["which units"]),
    ("unit converter with a history", ["history"]),
    ("a web server", ["web server"]),
    ("Zähle die Wörter", ["Zähle die Wörter"]),
    ("remove done tasks from my todo list", ["done tasks"]),
    ("convert weights to volumes", ["to"]),
    ("make requests every minute", ["make"]),
    ("build a daily log", ["build"]),
    ("sum of amount by city from a.csv and b.csv", ["two things", "file"]),
    ("sum of amount by city from sales.csv to out.csv", ["to"]),
    ("sum of amount by city in a csv to a file", ["to"]),
    ("draw a mandelbrot set", ["mandelbrot"]),
    ("", []),
  ]

  @Test(arguments: refused)
  func isRefused(description: String, words: [String]) throws {
    let error = #expect(throws: ModelError.self) { try builtin().recipe(for: description) }
    #expect(error?.kind == .cannot)
    for word in words { #expect(error?.message.contains(word) == true, "\(error?.message ?? "")") }
  }

  @Test func aRefusalNamesTheReasonAndOneSentenceThatWorks() throws {
    let error = #expect(throws: ModelError.self) {
      try builtin().recipe(for: "count words as an HTML page")
    }
    #expect(
      error?.description == """
        The built-in model can count words, the most frequent first, but does not understand “as an \
        HTML page”.
        Try: wisp "show the 20 most frequent words in a text"
        `wisp models --builtin` lists what the built-in model can make.
        \(Refusal.connect)
        """)
  }

  @Test func whatTheDescriptionLeavesOutIsSaidOfTheDescription() throws {
    let error = #expect(throws: ModelError.self) {
      try builtin().recipe(for: "sum of amount in a csv")
    }
    #expect(
      error?.message == "The built-in model can group a CSV by one column and show the sum, mean, "
        + "count, minimum or maximum of another, but the description does not say by which column "
        + "to group (for example: by city).")
  }

  /// Short names in one paragraph, so that it fits a window.
  @Test func aRefusalWithoutANearRecipeNamesAllBriefly() throws {
    let long = String(repeating: "bake bread ", count: 100)
    let error = #expect(throws: ModelError.self) { try builtin().recipe(for: long) }
    let lines = try #require(error).description.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix("The built-in model has no recipe for “bake bread "))
    #expect(lines[0].count < 180)
    #expect(lines[1].split(separator: "·").count == 19)
    #expect(lines[1].contains(" · a countdown · "))
    #expect(lines[1].count < 500)
  }

  /// A slip of a finger in a long word is read as the word that was meant, and said.
  @Test(arguments: [
    (
      "a countdwon of 10 seconds", "countdown", ["NUMBER": "10", "UNIT": "1"],
      ["countdwon", "countdown"]
    ),
    (
      "a countdon of 10 minutes", "countdown", ["NUMBER": "10", "UNIT": "60"],
      ["countdon", "countdown"]
    ),
    ("find dupliacte files", "duplicates", [:], ["dupliacte", "duplicate"]),
    (
      "averege of stroes by city in a csv", "csv-group", ["OPERATION": "mean", "VALUE": "stroes"],
      ["averege", "average"]
    ),
    ("find duplicates", "duplicates", [:], []),
    ("find the duplicates in my folder", "duplicates", [:], []),
  ])
  func slipsAreRead(
    description: String, recipe: String, slots: [String: String], slip: [String]
  ) throws {
    let match = try builtin().recipe(for: description)
    #expect(match.recipe == recipe)
    #expect(match.slots.filter { slots.keys.contains($0.key) } == slots)
    #expect(match.slips.flatMap { [$0.written, $0.meant] } == slip)
  }

  /// Words that only resemble one that is known, and duplicates of something else.
  @Test(arguments: [
    "count links per hour from a log", "count cords in a text", "count swords in a text",
    "a to-do list with deleted tasks", "a to-do list with talks", "a countdown with points",
    "find duplicates in a list", "find duplicates in a file",
    "find duplicates in standard input", "find duplicates in this text", "a quiz from carts",
    "\"countdwon\"", "requests per house from a log",
  ])
  func noOtherWordIsRead(description: String) {
    let match = try? builtin().recipe(for: description)
    #expect(match == nil, "\(match?.explanation ?? "")")
  }

  /// What is offered must work.
  @Test func everyExampleIsUnderstood() throws {
    let apps = try builtin().apps
    #expect(apps.count == 19)
    for app in apps {
      #expect(try builtin().recipe(for: app.example).recipe == app.app)
    }
  }
}
