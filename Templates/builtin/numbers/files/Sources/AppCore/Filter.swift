/// The input cannot be used; shown on standard error, exit code 1.
public struct InputError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// What the user can choose.
public struct Options: Sendable, Equatable {
  public static let summary = "Shows the __OPERATION__ of the numbers on standard input"
  public static let rules: [OptionRule] = []

  public init(_ arguments: Arguments) throws(UsageError) {}
}

/// Reads the lines, in order and once, and hands every line of the result to `write`.
public func filter(
  _ lines: some Sequence<String>, options: Options, write: (String) -> Void
) throws(InputError) {
  var numbers: [Double] = []
  for (index, line) in lines.enumerated() {
    for word in line.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
      guard let number = Double(word), number.isFinite else {
        throw InputError("line \(index + 1): '\(word)' is no number")
      }
      numbers.append(number)
    }
  }
  write(result(of: numbers).map(text) ?? "There are no numbers.")
}

/// The __OPERATION__; nil where there are no numbers.
func result(of numbers: [Double]) -> Double? {
  let operation = "__OPERATION__"
  guard !numbers.isEmpty else { return nil }
  let sorted = numbers.sorted()
  switch operation {
  case "min": return sorted.first
  case "max": return sorted.last
  case "mean": return numbers.reduce(0, +) / Double(numbers.count)
  case "median":
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  default: return numbers.reduce(0, +)
  }
}

/// Without `.0` where a number is whole.
func text(_ number: Double) -> String {
  // Sums of decimal fractions are off by a hair.
  let rounded = (number * 1e9).rounded() / 1e9
  let value = rounded.isFinite ? rounded : number
  return abs(value) < 1e15 && value == value.rounded() ? String(Int(value)) : String(value)
}
