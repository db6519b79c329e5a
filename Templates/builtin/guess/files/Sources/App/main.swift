import AppCore
import Kit

runApp(
  "Guess a number from 1 to __MOST__: digits and enter, n begins again, q quits",
  usage: "[options]", options: [Option("seed", value: "N", help: "the same number, the same game")]
) { words in
  let seed = try words.integer("seed", default: Int.random(in: 1...999_999), in: 0...999_999_999)
  show(Game(seed: UInt64(seed)))
}
