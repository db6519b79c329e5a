import AppCore
import Kit

runApp(
  "Writes picture.svg, a flow diagram of lines such as a -> b", usage: "[FILE] < lines",
  operands: 1
) { words in
  print(try Flow(try readText(words.operands.first)).picture.write(to: "picture.svg"))
}
