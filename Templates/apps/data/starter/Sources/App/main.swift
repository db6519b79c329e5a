import AppCore
import Kit

runApp(
  "Keeps expenses in expenses.sqlite and adds them up",
  usage: "[--import FILE] [list | totals] [--from DATE]",
  options: [
    Option("import", value: "FILE", help: "take in a CSV: date, category, amount; - is the input"),
    Option("from", value: "DATE", help: "only what is not older, as 2025-01-31"),
  ], operands: 1
) { words in
  let command = words.operands.first ?? "totals"
  guard ["list", "totals"].contains(command) else {
    throw UsageError("there is no command '\(command)': list or totals")
  }
  let expenses = try Expenses(path: "expenses.sqlite")
  if let file = words.text("import") {
    let table = try Table(csv: try readText(file == "-" ? nil : file))
    let added = try expenses.add(table)
    print("\(added) new of \(table.rows.count)")
    if words.operands.isEmpty { return }
  }
  let from = words.text("from")
  let lines =
    command == "list"
    ? textTable(columns: ["date", "category", "amount"], rows: try expenses.list(from: from))
    : textTable(columns: ["category", "total", "number"], rows: try expenses.totals(from: from))
  for line in lines { print(line) }
}
