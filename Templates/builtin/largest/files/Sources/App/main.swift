import AppCore
import Kit

runApp(
  "Lists the largest files of a folder and of the folders in it", usage: "[options] FOLDER",
  options: [Option("top", value: "N", help: "how many files (usually __TOP__)")], operands: 1
) { words in
  let most = try words.integer("top", default: __TOP__, in: 1...1_000_000)
  let found = largest(most, of: try contents(of: try words.operand(0, "FOLDER")))
  if found.isEmpty { print("There are no files.") }
  for file in found { print(line(for: file)) }
}
