import AppCore
import Kit

runApp(
  "Writes report.html about a CSV from standard input", usage: "[options] < data.csv",
  options: [Option("by", value: "COLUMN", help: "the column to count by")]
) { words in
  let table = try Table(csv: try readText())
  let page = try report(on: table, by: words.text("by"))
  print(try page.write(to: "report.html"))
}
