import Foundation

/// What is remembered of one group's numbers.
struct Numbers: Sendable, Equatable {
  private(set) var count = 0
  private(set) var sum = Decimal(0)
  private(set) var lowest = Decimal(0)
  private(set) var highest = Decimal(0)

  mutating func take(_ number: Decimal) {
    lowest = count == 0 ? number : min(lowest, number)
    highest = count == 0 ? number : max(highest, number)
    count += 1
    sum += number
  }

  /// The result, nil where there is no number to calculate with.
  func result(_ calculation: Calculation) -> Decimal? {
    switch calculation {
    case .count: Decimal(count)
    case .sum: sum
    case .mean: count == 0 ? nil : rounded(sum / Decimal(count), places: 2)
    case .min: count == 0 ? nil : lowest
    case .max: count == 0 ? nil : highest
    }
  }
}

/// The groups as aligned lines, the largest result first.
func table(
  _ groups: [String: Numbers], _ calculation: Calculation, title: (String, String)
) -> [String] {
  let results = groups.map { name, numbers in (name: name, value: numbers.result(calculation)) }
    .sorted { a, b in
      switch (a.value, b.value) {
      case (let x?, let y?) where x != y: x > y
      case (nil, _?): false
      case (_?, nil): true
      default: a.name < b.name
      }
    }
  let places = results.compactMap(\.value).map { value in max(0, -value.exponent) }.max() ?? 0
  let rows =
    [title] + results.map { row in (row.name, row.value.map { text($0, places: places) } ?? "-") }
  let left = rows.map { row in oneLine(row.0).count }.max() ?? 0
  let right = rows.map(\.1.count).max() ?? 0
  return rows.map { name, value in
    let name = oneLine(name)
    let gap = left - name.count + 2 + right - value.count
    return name + String(repeating: " ", count: gap) + value
  }
}

private func oneLine(_ name: String) -> String {
  name.isEmpty ? "(empty)" : name.split(whereSeparator: \.isNewline).joined(separator: " ")
}

private func text(_ value: Decimal, places: Int) -> String {
  let text = "\(value)"
  let have = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
  guard have < places else { return text }
  return text + (have == 0 ? "." : "") + String(repeating: "0", count: places - have)
}

private func rounded(_ value: Decimal, places: Int) -> Decimal {
  var value = value
  var result = Decimal()
  NSDecimalRound(&result, &value, places, .plain)
  return result
}
