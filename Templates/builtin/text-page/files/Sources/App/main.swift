import AppCore
import Kit

runApp("Writes report.html about the text on standard input", usage: "< text") { _ in
  print(try report(on: try readText()).write(to: "report.html"))
}
