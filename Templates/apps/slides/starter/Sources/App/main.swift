import AppCore
import Kit

runApp(
  "Writes slides.html: the first line is the title, each other line a slide",
  usage: "[FILE] < lines", operands: 1
) { words in
  print(try deck(from: try readText(words.operands.first)).write(to: "slides.html"))
}
