import AppCore
import Kit

runApp(
  "Look through the lines of a file: arrows move, / searches, q quits", usage: "[FILE]", operands: 1
) { words in
  let text = try words.operands.first.map { try readText($0) } ?? "one\ntwo\nthree"
  show(Browser(items: text.split(whereSeparator: \.isNewline).map(String.init)))
}
