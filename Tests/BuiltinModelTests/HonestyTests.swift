import BuiltinModel
import LLM
import Testing

/// One hundred descriptions: half it should do, in varied wording, half it should refuse.
///
/// What a wrong app costs is trust, so not one may be; of the first half a few may be refused.
struct HonestyTests {
  static let doable: [(String, String)] = [
    ("count the most frequent words", "words"),
    ("Which words are used most often in this book?", "words"),
    ("word count of a text, top 15 words", "words"),
    ("I need a tool that counts how often each word appears", "words"),
    ("total price per shop from purchases.csv", "csv-group"),
    ("average score by team in a csv file", "csv-group"),
    ("how many rows are there for each country in a CSV", "csv-group"),
    ("a bar chart of requests per hour from an access log", "log-histogram"),
    ("how many requests per day are in this log?", "log-histogram"),
    ("plot hits per minute from access.log", "log-histogram"),
    ("pretty print a JSON file", "json-view"),
    ("show the value at .config.port of a json file", "json-view"),
    ("indent json nicely", "json-view"),
    ("a todo list on the command line", "todo"),
    ("let me add tasks, list them and mark them as done", "todo"),
    ("convert celsius to fahrenheit", "convert"),
    ("a converter for pounds to kilograms", "convert"),
    ("turn miles into kilometers", "convert"),
    ("a page with a bar chart of revenue by country from a csv", "csv-chart"),
    ("chart the average temperature by station from weather.csv", "csv-chart"),
    (
      "make an html report that shows the total of amount per city in a CSV as a chart", "csv-chart"
    ),
    ("plot the number of rows per status from a csv", "csv-chart"),
    ("a text statistics page", "text-page"),
    ("an HTML page with statistics about my essay", "text-page"),
    ("a report with word count, sentence count and reading time of a text", "text-page"),
    ("a quiz from a list of cards", "quiz"),
    ("flash cards in the terminal, with a key for known and unknown", "quiz"),
    ("quiz me on my vocabulary cards", "quiz"),
    ("a flashcard trainer that reads questions and answers from deck.txt", "quiz"),
    ("a countdown of 10 minutes", "countdown"),
    ("countdown timer with large digits and a pause key", "countdown"),
    ("a 25 minute pomodoro timer", "countdown"),
    ("count down from 90 seconds", "countdown"),
    ("a web form that stores entries", "entries"),
    ("a guest book in the browser", "entries"),
    ("a web form with name and comment that keeps all submissions and lists them", "entries"),
    ("a duplicate-file finder", "duplicates"),
    ("find duplicate files in my folder", "duplicates"),
    ("which files in a directory have the same content?", "duplicates"),
    ("find identical files larger than 5 MB", "duplicates"),
    ("find the one request in this log that never ended", "unfinished"),
    ("which jobs in the log never finished?", "unfinished"),
    ("list sessions that started but never ended in app.log", "unfinished"),
    ("import a csv into a database and show the total amount by city", "table"),
    ("keep sales.csv in an sqlite database and query the average price per product", "table"),
    ("guess the number", "guess"),
    ("a game where I guess a secret number between 1 and 50", "guess"),
    ("a number guessing game with hints", "guess"),
    ("sum all numbers on standard input", "numbers"),
    ("the median of a list of numbers", "numbers"),
  ]

  static let refusable = [
    "count the least frequent words", "count the most frequent words in two files and compare them",
    "the most frequent words without stop words", "count words in every PDF of a folder",
    "average score by team and season in a csv", "the three best teams by average score in a csv",
    "join two csv files by id", "total price per shop from purchases.xlsx",
    "a pie chart of revenue by country from a csv",
    "a line chart of temperature by hour from a csv",
    "a page with a chart of amount by city and one by month from a csv",
    "chart the amount by city from a database",
    "requests per hour by status code from an access log",
    "which IP made the most requests per hour in this log", "the slowest request of this log",
    "find the request in this log that took longest", "errors per minute from a log",
    "find the deploy after which errors began", "validate json against a schema",
    "convert json to csv", "show json as a tree with folding", "a todo list with deadlines",
    "a shared todo list for my team", "convert euros to dollars", "convert between time zones",
    "convert inches to litres", "a text statistics page that compares two books",
    "a page with statistics about my photos", "a readability score for my essay",
    "a quiz with multiple choice answers", "a quiz from a list of cards with spaced repetition",
    "a quiz that talks", "a countdown to Christmas", "a countdown with an alarm sound",
    "two countdowns side by side", "a stopwatch with laps", "a web form that sends an email",
    "a web form with name, email and message that uploads a file", "a web form with a login",
    "a web shop", "find duplicate files and delete them", "find similar pictures in a folder",
    "find duplicate lines in a file", "find the largest folders on my disk",
    "which requests in this log never ended and why", "import a csv into a postgres database",
    "a database of my books", "guess a word", "a guess the number game for two players",
    "the sum and the mean of all numbers",
  ]

  @Test func fiftyAreDoneAndFiftyRefused() throws {
    let model = try builtin()
    #expect(Self.doable.count == 50 && Self.refusable.count == 50)
    var refused: [String] = []
    for (description, recipe) in Self.doable {
      do {
        let match = try model.recipe(for: description)
        #expect(match.recipe == recipe, "\(description): \(match.recipe)")
      } catch {
        refused.append("\(description): \(error.message)")
      }
    }
    #expect(refused.count <= 5, "\(refused.joined(separator: "\n"))")
    for description in Self.refusable {
      let match = try? model.recipe(for: description)
      #expect(match == nil, "\(description): \(match?.explanation ?? "")")
    }
  }

  /// What the words that were understood were taken for.
  @Test(arguments: [
    ("a 25 minute pomodoro timer", ["NUMBER": "25", "UNIT": "60"]),
    ("count down from 90 seconds", ["NUMBER": "90", "UNIT": "1"]),
    ("a countdown", ["NUMBER": "5", "UNIT": "60"]),
    ("find identical files larger than 5 MB", ["NUMBER": "5", "UNIT": "1000000"]),
    ("which jobs in the log never finished?", ["WHAT": "jobs", "ONE": "job", "ID": "id"]),
    ("a web form with name and comment", ["FIRST": "name", "SECOND": "comment"]),
    ("a game where I guess a secret number between 1 and 50", ["MOST": "50"]),
    ("the median of a list of numbers", ["OPERATION": "median"]),
    (
      "chart the average temperature by station from weather.csv",
      ["OPERATION": "mean", "VALUE": "temperature", "GROUP": "station"]
    ),
    (
      "keep sales.csv in an sqlite database and query the average price per product",
      ["SQL": "AVG", "VALUE": "price", "GROUP": "product"]
    ),
  ])
  func slotsAreTaken(description: String, slots: [String: String]) throws {
    let match = try builtin().recipe(for: description)
    #expect(match.slots.filter { slots.keys.contains($0.key) } == slots)
  }
}
