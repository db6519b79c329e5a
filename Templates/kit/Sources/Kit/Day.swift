import Foundation

/// A day of the calendar, `2026-01-31`, without a time and without a time zone.
public struct Day: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let number: Int

  /// A day of the years 1 to 9999; what lies outside becomes the first or the last of them.
  public init(number: Int) { self.number = min(max(number, -719_162), 2_932_896) }

  /// Reads `2026-01-31`; nil for anything else, also for days that do not exist.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (48...57).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Nil for days that do not exist; years from 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    number = Self.number(year, month, day)
  }

  /// Today, where this machine stands.
  public static var today: Day {
    let seconds =
      Int(Date().timeIntervalSince1970.rounded(.down)) + TimeZone.current.secondsFromGMT()
    return Day(number: Int((Double(seconds) / 86_400).rounded(.down)))
  }

  public var year: Int { civil.year }
  /// From 1 to 12.
  public var month: Int { civil.month }
  /// From 1 to 31.
  public var day: Int { civil.day }
  /// From 1, Monday, to 7, Sunday.
  public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

  /// The number of the week by ISO 8601, and the year that it belongs to.
  public var week: (year: Int, week: Int) {
    let thursday = adding(days: 4 - weekday)
    let first = Self.number(thursday.year, 1, 1)
    return (thursday.year, (thursday.number - first) / 7 + 1)
  }

  public func adding(days: Int) -> Day {
    let (sum, isTooFar) = number.addingReportingOverflow(days)
    return Day(number: isTooFar ? days.signum() * .max : sum)
  }

  /// The same day of another month, or that month's last.
  public func adding(months: Int) -> Day {
    let (year, month, day) = civil
    let total = year * 12 + month - 1 + min(max(months, -120_000), 120_000)
    let target = (year: total >= 0 ? total / 12 : -1, month: max(0, total) % 12 + 1)
    let last = Self.length(ofMonth: target.month, year: target.year)
    return Day(number: Self.number(target.year, target.month, min(day, last)))
  }

  /// How many days later `other` is; below zero where it is earlier.
  public func days(to other: Day) -> Int { other.number - number }

  public var description: String {
    let (year, month, day) = civil
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  public static func < (one: Day, other: Day) -> Bool { one.number < other.number }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let day = Day(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is no day such as 2026-01-31")
    }
    self = day
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// The days of a month.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    if month == 2 {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days from 1970-01-01 (proleptic Gregorian; Howard Hinnant's days_from_civil).
  static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The other way (civil_from_days).
  private var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1
    )
  }
}
