import AppCore
import Kit

runApp(
  "Ranks what may be the cause of a problem in a log", usage: "[options] < log",
  options: [Option("top", value: "N", help: "how many suspects, 5 if not given")]
) { words in
  let most = try words.integer("top", default: 5, in: 1...100)
  for line in Suspect.report(suspects(in: LogLine.all(in: try readText())), most: most) {
    print(line)
  }
}
