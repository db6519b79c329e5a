/// The parameters of `ESC [ … m`.
enum TerminalStyle {
  /// Whether a style stays switched on afterwards; nil if a parameter is not a plain one.
  ///
  /// Concealed text (8) and blinking (5, 6) are not.
  static func isStyle(_ parameters: [UInt8]) -> Bool? {
    guard parameters.count < 64 else { return nil }
    let text = String(decoding: parameters, as: UTF8.self).replacing(":", with: ";")
    var numbers: [Int] = []
    for field in text.split(separator: ";", omittingEmptySubsequences: false) {
      guard let number = field.isEmpty ? 0 : Int(field), (0...255).contains(number) else {
        return nil
      }
      numbers.append(number)
    }
    var index = 0
    while index < numbers.count {
      switch numbers[index] {
      case 38, 48:
        guard index + 1 < numbers.count else { return nil }
        switch numbers[index + 1] {
        case 5 where index + 2 < numbers.count: index += 3
        case 2 where index + 4 < numbers.count: index += 5
        default: return nil
        }
      case 0...4, 7, 9, 21...24, 27, 29, 30...37, 39...47, 49, 90...97, 100...107: index += 1
      default: return nil
      }
    }
    return numbers.last != 0
  }
}
