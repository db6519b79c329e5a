import Foundation

/// What the user asked for is not possible; the message is for the user.
public struct ConversionError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// One value, the unit it has and the unit it shall have.
public struct Conversion: Sendable, Equatable {
  public let value: Double
  public let from: Unit
  public let to: Unit

  /// Reads `VALUE`, or `VALUE FROM [to|in] TO`; without units those that are usual.
  public init(
    _ words: [String], from usualFrom: String = "__FROM__", to usualTo: String = "__TO__"
  ) throws(ConversionError) {
    var words = words
    if words.count == 4, ["to", "in", "into", "="].contains(words[2]) { words.remove(at: 2) }
    guard words.count == 1 || words.count == 3 else {
      throw ConversionError("write a value and two units, for example: 5 km mi")
    }
    guard let value = Double(words[0]), value.isFinite else {
      throw ConversionError("'\(words[0])' is not a number")
    }
    self.value = value
    from = try Self.unit(words.count == 3 ? words[1] : usualFrom)
    to = try Self.unit(words.count == 3 ? words[2] : usualTo)
    guard from.quantity == to.quantity else {
      throw ConversionError(
        "\(from.symbol) is a \(from.quantity.rawValue), \(to.symbol) a \(to.quantity.rawValue)")
    }
    if from.quantity == .temperature, value * from.factor + from.offset < -0.000_001 {
      throw ConversionError("\(Self.text(value)) \(from.symbol) is below absolute zero")
    }
  }

  /// The value in the unit it shall have.
  public var result: Double {
    from == to ? value : (value * from.factor + from.offset - to.offset) / to.factor
  }

  /// The conversion as an equation.
  public var line: String {
    "\(Self.text(value)) \(from.symbol) = \(Self.text(result)) \(to.symbol)"
  }

  /// All units by quantity, aligned.
  public static var units: [String] {
    let width = Quantity.allCases.map { quantity in quantity.rawValue.count }.max() ?? 0
    return Quantity.allCases.map { quantity in
      let symbols = Unit.all.filter { unit in unit.quantity == quantity }.map(\.symbol)
      let gap = String(repeating: " ", count: width - quantity.rawValue.count + 2)
      return quantity.rawValue + gap + symbols.joined(separator: " ")
    }
  }

  /// Seven significant digits without zeros at the end, large whole parts written out.
  static func text(_ value: Double) -> String {
    let isLarge = abs(value) >= 1e7 && abs(value) < 1e15
    let text = String(format: isLarge ? "%.0f" : "%.7g", value)
    return text == "-0" ? "0" : text
  }

  private static func unit(_ word: String) throws(ConversionError) -> Unit {
    guard let unit = Unit.named(word) else {
      throw ConversionError("there is no unit '\(word)'; 'units' lists all of them")
    }
    return unit
  }
}
