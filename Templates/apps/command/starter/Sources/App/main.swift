import AppCore
import Kit

runApp(
  "Counts the lines of files, of what folders hold, or of standard input",
  usage: "[FILE or FOLDER ...]", operands: 1000
) { words in
  if words.operands.isEmpty { print(lineCount(of: readAll())) }
  for path in words.operands {
    for file in try files(at: path) {
      print("\(lineCount(of: try readAll(file)))  \(file)")
    }
  }
}
