/// A time as a log line states it, to the minute; zones are ignored, the clock of the log counts.
struct Moment: Sendable, Equatable {
  /// Minutes since 1970-01-01 00:00 on the log's own clock.
  var minutes: Int

  /// The first time in a line: `2026-03-01T10:00:00…`, with a blank for `T`, or
  /// `01/Mar/2026:10:00:00` as web servers write it.
  init?(in line: String) {
    let bytes = Array(line.utf8)
    for start in bytes.indices where start == 0 || !isDigit(bytes[start - 1]) {
      let rest = bytes[start...]
      if let found = Self.iso(rest) ?? Self.common(rest) {
        self = found
        return
      }
    }
    return nil
  }

  init?(year: Int, month: Int, day: Int, hour: Int, minute: Int) {
    guard (1...12).contains(month), (0...23).contains(hour), (0...59).contains(minute),
      day >= 1, day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    minutes = (Self.day(year: year, month: month, day: day) * 24 + hour) * 60 + minute
  }

  /// `dddd-dd-dd`, then `T`, `t` or a blank, then `dd:dd:dd`.
  private static func iso(_ text: ArraySlice<UInt8>) -> Moment? {
    guard let found = numbers(text, "dddd-dd-dd?dd:dd:dd"),
      let gap = text.dropFirst(10).first, [UInt8(ascii: "T"), UInt8(ascii: "t"), 32].contains(gap),
      found[5] <= 60
    else { return nil }
    return Moment(
      year: found[0], month: found[1], day: found[2], hour: found[3], minute: found[4])
  }

  /// `dd/Mmm/dddd:dd:dd:dd`.
  private static func common(_ text: ArraySlice<UInt8>) -> Moment? {
    guard let found = numbers(text, "dd/???/dddd:dd:dd:dd") else { return nil }
    let name = String(decoding: text.dropFirst(3).prefix(3), as: UTF8.self).lowercased()
    let names = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    guard let month = names.firstIndex(of: name), found[4] <= 60 else { return nil }
    return Moment(
      year: found[1], month: month + 1, day: found[0], hour: found[2], minute: found[3])
  }

  /// The numbers in a text of this shape: `d` is a digit, `?` any byte, others stand for themselves.
  private static func numbers(_ text: ArraySlice<UInt8>, _ shape: String) -> [Int]? {
    guard text.count >= shape.utf8.count else { return nil }
    var numbers: [Int] = []
    var isInNumber = false
    for (byte, mark) in zip(text, shape.utf8) {
      if mark == UInt8(ascii: "d") {
        guard isDigit(byte) else { return nil }
        let digit = Int(byte - UInt8(ascii: "0"))
        if isInNumber, let last = numbers.popLast() {
          numbers.append(last * 10 + digit)
        } else {
          numbers.append(digit)
        }
        isInNumber = true
      } else {
        guard mark == UInt8(ascii: "?") || mark == byte else { return nil }
        isInNumber = false
      }
    }
    return numbers
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// Days since 1970-01-01, counting years from March so that leap days come last.
  private static func day(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The date of a number of days since 1970-01-01, as `2026-03-01`.
  static func date(ofDay day: Int) -> String {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let number = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(number, 2))"
  }
}

func padded(_ number: Int, _ width: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
