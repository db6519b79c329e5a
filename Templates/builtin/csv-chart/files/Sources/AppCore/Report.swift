import Kit

/// The page: one bar for each value of “__GROUP__”, the greatest first.
public func report(on table: Table) throws(InputError) -> Page {
  let groups = try results(in: table)
  var page = Page(
    "The __WORD__ of __VALUE__ by __GROUP__",
    summary: groups.first.map {
      "\($0.label) comes first with \(format($0.value)), of \(groups.count) in all."
    } ?? "The table has no rows.")
  page.figures([
    ("rows", format(Double(table.rows.count))), ("groups", format(Double(groups.count))),
  ])
  guard !groups.isEmpty else { return page }
  page.chart("The first \(min(20, groups.count))", Chart.bars(Array(groups.prefix(20))))
  page.table(
    "All", columns: ["__GROUP__", "__WORD__"], rows: groups.map { [$0.label, format($0.value)] })
  return page
}

/// What is charted for each group, the greatest first; rows without a number are left out.
func results(in table: Table) throws(InputError) -> [(label: String, value: Double)] {
  let operation = "__OPERATION__"
  var groups: [String: [Double]] = [:]
  let names = try table.values("__GROUP__")
  let values =
    operation == "count" ? names.map { _ in Double?(1) } : try table.numbers("__VALUE__")
  for (name, value) in zip(names, values) {
    guard let value else { continue }
    groups[name.isEmpty ? "(empty)" : name, default: []].append(value)
  }
  let results = groups.mapValues { values in
    switch operation {
    case "min": values.min() ?? 0
    case "max": values.max() ?? 0
    case "mean": values.reduce(0, +) / Double(values.count)
    default: values.reduce(0, +)
    }
  }
  return results.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
}
