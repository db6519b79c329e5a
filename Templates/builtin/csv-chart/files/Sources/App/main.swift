import AppCore
import Kit

runApp(
  "Writes report.html: the __WORD__ of __VALUE__ by __GROUP__, from a CSV on standard input",
  usage: "< data.csv"
) { _ in
  let page = try report(on: try Table(csv: try readText()))
  print(try page.write(to: "report.html"))
}
