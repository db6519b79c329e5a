/// A message without what differs from run to run: `:12:4` behind a name goes, `line 12` is `line`, an address
/// is `address`, `0.5 seconds` are `seconds`.
///
/// Linear: what programs print is compared, and a regular expression may take the square of a run of digits.
enum PlacelessText {
  static func of(_ message: some StringProtocol) -> String {
    let bytes = Array(message.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if let end = endOfAddress(bytes, at) {
        result += "address".utf8
        at = end
      } else if let end = endOfPlace(bytes, at) {
        at = end
      } else if let end = endOfLineNumber(bytes, at) {
        result += "line".utf8
        at = end
      } else if bytes[at].isDigit {
        let end = endOfDigits(bytes, at)
        if let behind = endOfSeconds(bytes, end) {
          result += "seconds".utf8
          at = behind
        } else {
          result += bytes[at..<end]
          at = end
        }
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `0x7F`.
  private static func endOfAddress(_ bytes: [UInt8], _ at: Int) -> Int? {
    guard bytes[at] == UInt8(ascii: "0"), at + 2 < bytes.count, bytes[at + 1] == UInt8(ascii: "x"),
      bytes[at + 2].isHexDigit
    else { return nil }
    return bytes[(at + 2)...].firstIndex { !$0.isHexDigit } ?? bytes.count
  }

  /// `:12` or `:12:4`, no letter behind it.
  private static func endOfPlace(_ bytes: [UInt8], _ at: Int) -> Int? {
    guard let line = endOfColumn(bytes, at) else { return nil }
    if let column = endOfColumn(bytes, line), !isInWord(bytes, column) { return column }
    return isInWord(bytes, line) ? nil : line
  }

  private static func endOfColumn(_ bytes: [UInt8], _ at: Int) -> Int? {
    guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: ":"), bytes[at + 1].isDigit else {
      return nil
    }
    return endOfDigits(bytes, at + 1)
  }

  private static let line = Array("line ".utf8)

  /// `line 12`, no letter before it.
  private static func endOfLineNumber(_ bytes: [UInt8], _ at: Int) -> Int? {
    let number = at + line.count
    guard bytes[at...].starts(with: line), number < bytes.count, bytes[number].isDigit,
      at == 0 || !isInWord(bytes, at - 1)
    else { return nil }
    return endOfDigits(bytes, number)
  }

  private static let seconds = Array(" seconds".utf8)

  /// Behind digits: ` seconds`, or a fraction and ` seconds`.
  private static func endOfSeconds(_ bytes: [UInt8], _ at: Int) -> Int? {
    var at = at
    if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "."), bytes[at + 1].isDigit {
      at = endOfDigits(bytes, at + 1)
    }
    return bytes[at...].starts(with: seconds) ? at + seconds.count : nil
  }

  private static func endOfDigits(_ bytes: [UInt8], _ at: Int) -> Int {
    bytes[at...].firstIndex { !$0.isDigit } ?? bytes.count
  }

  private static func isInWord(_ bytes: [UInt8], _ at: Int) -> Bool {
    guard at < bytes.count else { return false }
    let byte = bytes[at]
    return byte.isDigit || byte == UInt8(ascii: "_") || byte >= 0x80
      || (0x61...0x7A).contains(byte | 0x20)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
  fileprivate var isHexDigit: Bool { isDigit || (0x61...0x66).contains(self | 0x20) }
}
