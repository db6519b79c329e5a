import AppCore
import Kit

runApp(
  "Finds files with the same content below a folder", usage: "[options] FOLDER",
  options: [
    Option(
      "least", value: "BYTES",
      help: "only files of at least so many bytes (usually __NUMBER__ × __UNIT__)")
  ], operands: 1
) { words in
  let least = try words.integer("least", default: __NUMBER__ * __UNIT__, in: 1...1_000_000_000_000)
  guard let folder = words.operands.first else {
    throw UsageError("name the folder to look through")
  }
  let found = try Duplicates.all(below: folder, least: least)
  if found.isEmpty { print("No file is there twice.") }
  for line in found.flatMap(\.lines) { print(line) }
}
