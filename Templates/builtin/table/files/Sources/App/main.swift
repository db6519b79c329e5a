import AppCore
import Kit

runApp(
  "Keeps CSV rows in rows.sqlite and shows the __OPERATION__ of __VALUE__ by __GROUP__",
  usage: "[FILE…]    takes in the files, - is the input", operands: 1000
) { words in
  let rows = try Rows(path: "rows.sqlite")
  for file in words.operands {
    let table = try Table(csv: try readText(file == "-" ? nil : file))
    print("\(try rows.add(table)) new of \(table.rows.count)")
  }
  for line in textTable(columns: ["__GROUP__", "__OPERATION__"], rows: try rows.results()) {
    print(line)
  }
}
