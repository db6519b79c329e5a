import AppCore
import Kit

runApp(
  "Counts down: blank pauses, r restarts, q quits", usage: "[options]",
  options: [Option("seconds", value: "N", help: "how long, if not __NUMBER__ × __UNIT__")]
) { words in
  let seconds = try words.integer(
    "seconds", default: __NUMBER__ * __UNIT__, in: 1...360_000_000)
  show(Countdown(seconds: seconds))
}
