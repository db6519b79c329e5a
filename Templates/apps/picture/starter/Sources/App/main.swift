import AppCore
import Kit

runApp(
  "Writes picture.svg: a box for each line, one after the other", usage: "[FILE] < lines",
  operands: 1
) { words in
  print(try picture(of: try readText(words.operands.first)).write(to: "picture.svg"))
}
