import Foundation

/// The input cannot be used; shown on standard error, exit code 1.
public struct InputError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// What is calculated for each group.
public enum Calculation: String, Sendable, CaseIterable {
  case sum
  case mean
  case count
  case min
  case max
}

/// What the user can choose.
public struct Options: Sendable, Equatable {
  public static let summary = "Groups the rows of a CSV with a header and calculates for each group"
  public static let rules = [
    OptionRule("by", value: "COLUMN", help: "the column to group by (usually __GROUP__)"),
    OptionRule("of", value: "COLUMN", help: "the column to calculate with (usually __VALUE__)"),
    OptionRule(
      "show", value: "WHAT", help: "sum, mean, count (of rows), min or max (usually __OPERATION__)"),
  ]

  public let group: String
  public let value: String
  public let calculation: Calculation

  public init(_ arguments: Arguments) throws(UsageError) {
    group = arguments.text("by") ?? "__GROUP__"
    value = arguments.text("of") ?? "__VALUE__"
    let wanted = arguments.text("show") ?? "__OPERATION__"
    guard let calculation = Calculation(rawValue: wanted) else {
      throw UsageError("'--show' must be sum, mean, count, min or max, not '\(wanted)'")
    }
    self.calculation = calculation
  }
}

/// Reads the lines, in order and once, and hands every line of the result to `write`.
public func filter(
  _ lines: some Sequence<String>, options: Options, write: (String) -> Void
) throws(InputError) {
  var reader = CSVReader(lines.makeIterator())
  guard let header = try reader.next() else {
    throw InputError("the input is empty; a CSV with a header was expected")
  }
  let groupColumn = try column(options.group, in: header)
  let valueColumn =
    options.calculation == .count ? groupColumn : try column(options.value, in: header)
  var groups: [String: Numbers] = [:]
  while let record = try reader.next() {
    guard record.count == header.count else {
      throw InputError(
        "line \(reader.line): \(record.count) fields where the header has \(header.count)")
    }
    var numbers = groups[record[groupColumn], default: Numbers()]
    if options.calculation == .count {
      numbers.take(0)
    } else if !record[valueColumn].allSatisfy(\.isWhitespace) {
      guard let number = number(record[valueColumn]) else {
        throw InputError(
          "line \(reader.line): '\(record[valueColumn])' in \(header[valueColumn]) is not a number")
      }
      numbers.take(number)
    }
    groups[record[groupColumn]] = numbers
  }
  let what =
    options.calculation == .count
    ? "count" : "\(options.calculation.rawValue) of \(header[valueColumn])"
  for line in table(groups, options.calculation, title: (header[groupColumn], what)) { write(line) }
}

/// The place of a column: by its exact name, else by its name whatever the case or a plural.
func column(_ name: String, in header: [String]) throws(InputError) -> Int {
  if let exact = header.firstIndex(of: name) { return exact }
  let wanted = folded(name)
  let places = header.indices.filter { place in folded(header[place]) == wanted }
  guard let place = places.first else {
    throw InputError("there is no column '\(name)'; there are: \(header.joined(separator: ", "))")
  }
  guard places.count == 1 else {
    throw InputError("'\(name)' could be any of several columns; write it as in the header")
  }
  return place
}

private func folded(_ name: String) -> String {
  let name = name.lowercased().trimmingCharacters(in: .whitespaces)
  if name.hasSuffix("ies") { return name.dropLast(3) + "y" }
  return name.hasSuffix("s") ? String(name.dropLast()) : name
}

/// A plain decimal number with a point, nil for anything else.
func number(_ text: String) -> Decimal? {
  let text = text.trimmingCharacters(in: .whitespaces)
  let digits = text.drop { character in character == "-" || character == "+" }
  guard text.count - digits.count <= 1, digits.count <= 30,
    digits.contains(where: { character in ("0"..."9").contains(character) }),
    digits.allSatisfy({ character in ("0"..."9").contains(character) || character == "." }),
    digits.filter({ character in character == "." }).count <= 1
  else { return nil }
  return Decimal(string: text.hasPrefix("+") ? String(digits) : text)
}
