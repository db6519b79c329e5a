import AppCore
import Kit

runApp(
  "Find the treasure: arrows move, n begins again, q quits",
  usage: "[options]", options: [Option("seed", value: "N", help: "the same number, the same game")]
) { words in
  let seed = try words.integer("seed", default: Int.random(in: 1...999_999), in: 0...999_999_999)
  show(Game(seed: UInt64(seed)))
}
