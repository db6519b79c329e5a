/// The input cannot be used; shown on standard error, exit code 1.
public struct InputError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// How long the time is that one bar stands for.
public enum Bucket: String, Sendable, CaseIterable {
  case minute
  case hour
  case day

  var minutes: Int {
    switch self {
    case .minute: 1
    case .hour: 60
    case .day: 1440
    }
  }

  /// The beginning of a bucket as text.
  func title(_ number: Int) -> String {
    let minute = number * minutes
    let date = Moment.date(ofDay: minute / 1440)
    if self == .day { return date }
    return "\(date) \(padded(minute % 1440 / 60, 2)):\(padded(minute % 60, 2))"
  }
}

/// What the user can choose.
public struct Options: Sendable, Equatable {
  public static let summary = "Counts log lines over time and draws a bar for each time"
  public static let rules = [
    OptionRule("per", value: "TIME", help: "minute, hour or day (usually __BUCKET__)"),
    OptionRule("width", value: "N", help: "length of the longest bar (usually 40)"),
  ]

  public let bucket: Bucket
  public let width: Int

  public init(_ arguments: Arguments) throws(UsageError) {
    let wanted = arguments.text("per") ?? "__BUCKET__"
    guard let bucket = Bucket(rawValue: wanted) else {
      throw UsageError("'--per' must be minute, hour or day, not '\(wanted)'")
    }
    self.bucket = bucket
    width = try arguments.integer("width", default: 40, in: 1...1000)
  }
}

/// Reads the lines, in order and once, and hands every line of the result to `write`.
public func filter(
  _ lines: some Sequence<String>, options: Options, write: (String) -> Void
) throws(InputError) {
  var counts: [Int: Int] = [:]
  var total = 0
  var without = 0
  for line in lines where !line.allSatisfy(\.isWhitespace) {
    if let moment = Moment(in: line), moment.minutes >= 0 {
      counts[moment.minutes / options.bucket.minutes, default: 0] += 1
      total += 1
    } else {
      without += 1
    }
  }
  guard total > 0 || without == 0 else {
    throw InputError(
      "no line with a time; times look like 2026-03-01T10:00:00 or 01/Mar/2026:10:00:00")
  }
  draw(counts, options: options, write: write)
  let rest = without > 0 ? ", \(without) without a time" : ""
  write("\(total) \(total == 1 ? "line" : "lines")\(rest)")
}

/// The most times without a line that are drawn one by one.
private let longestGap = 60

private func draw(_ counts: [Int: Int], options: Options, write: (String) -> Void) {
  let most = counts.values.max() ?? 0
  let digits = String(most).count
  var last: Int?
  for bucket in counts.keys.sorted() {
    if let last, bucket - last - 1 > longestGap {
      write("… \(bucket - last - 1) \(options.bucket.rawValue)s without a line …")
    } else if let last {
      for empty in (last + 1)..<bucket {
        write(row(empty, 0, digits: digits, most: most, options: options))
      }
    }
    write(row(bucket, counts[bucket] ?? 0, digits: digits, most: most, options: options))
    last = bucket
  }
}

private func row(_ bucket: Int, _ count: Int, digits: Int, most: Int, options: Options) -> String {
  let number = String(count)
  let gap = String(repeating: " ", count: digits - number.count + 2)
  let head = options.bucket.title(bucket) + gap + number
  guard count > 0 else { return head }
  let length = max(1, Int((Double(count) / Double(most) * Double(options.width)).rounded()))
  return head + "  " + String(repeating: "█", count: length)
}
