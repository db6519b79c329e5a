import Kit

/// The page about a table: its size, how often each value of one column comes, its numbers, rows.
public func report(on table: Table, by column: String? = nil) throws(InputError) -> Page {
  let groups = try counts(in: table, by: column ?? table.columns[0])
  var page = Page(
    "What the data holds",
    summary: table.rows.isEmpty
      ? "The table has no rows."
      : "\(groups[0].label) comes most often in \(column ?? table.columns[0]): "
        + "\(format(groups[0].value)) of \(table.rows.count) rows.")
  page.figures([
    ("rows", format(Double(table.rows.count))), ("columns", "\(table.columns.count)"),
  ])
  page.chart("Rows by \(column ?? table.columns[0])", Chart.bars(Array(groups.prefix(12))))
  let numbers = try table.numericColumns.map { name throws(InputError) in
    let values = try table.numbers(name).compactMap { $0 }
    return [
      name, format(values.min() ?? 0), format(values.reduce(0, +) / Double(values.count)),
      format(values.max() ?? 0),
    ]
  }
  if !numbers.isEmpty {
    page.table("Numbers", columns: ["column", "least", "mean", "greatest"], rows: numbers)
  }
  page.table("First rows", columns: table.columns, rows: Array(table.rows.prefix(20)))
  return page
}

/// How often each value of a column comes, the most frequent first.
func counts(in table: Table, by column: String) throws(InputError) -> [(
  label: String, value: Double
)] {
  var counts: [String: Double] = [:]
  for value in try table.values(column) {
    counts[value.isEmpty ? "(empty)" : value, default: 0] += 1
  }
  return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
}
