import AppCore
import Kit

runApp(
  "Asks the cards of a file: one a line, as question;answer", usage: "[FILE]", operands: 1
) { words in
  show(try Quiz(try readText(words.operands.first ?? "__FILE__")))
}
