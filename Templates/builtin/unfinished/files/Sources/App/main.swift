import AppCore
import Kit

runApp(
  "Finds the __WHAT__ of a log that began and never ended", usage: "[options] < log",
  options: [Option("top", value: "N", help: "how many to show, 10 if not given")]
) { words in
  let most = try words.integer("top", default: 10, in: 1...10_000)
  for line in Findings(in: LogLine.all(in: try readText())).report(most: most) { print(line) }
}
