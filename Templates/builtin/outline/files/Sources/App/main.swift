import AppCore
import Kit

runApp("Writes slides.html from an outline", usage: "[FILE] < outline", operands: 1) { words in
  let talk = try Talk(try readText(words.operands.first))
  print("\(try talk.deck.write(to: "slides.html")): \(talk.count)")
}
