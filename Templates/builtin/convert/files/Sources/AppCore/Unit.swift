/// What a unit measures.
public enum Quantity: String, Sendable, CaseIterable {
  case length
  case mass
  case temperature
  case volume
  case time
}

/// A unit: a value in it times `factor` plus `offset` is the value in the quantity's base unit.
public struct Unit: Sendable, Equatable {
  public let symbol: String
  public let quantity: Quantity
  /// Other ways to write it, in lower case and without a plural s.
  public let names: [String]
  let factor: Double
  let offset: Double

  init(
    _ symbol: String, _ quantity: Quantity, _ factor: Double, offset: Double = 0, _ names: String...
  ) {
    self.symbol = symbol
    self.quantity = quantity
    self.factor = factor
    self.offset = offset
    self.names = names
  }

  /// The base units are m, kg, K, l and s.
  ///
  /// Volumes of kitchen and pump are those of the US.
  public static let all: [Unit] = [
    Unit("mm", .length, 0.001, "millimeter", "millimetre"),
    Unit("cm", .length, 0.01, "centimeter", "centimetre"),
    Unit("m", .length, 1, "meter", "metre"),
    Unit("km", .length, 1000, "kilometer", "kilometre"),
    Unit("in", .length, 0.0254, "inch", "inche", "\""),
    Unit("ft", .length, 0.3048, "foot", "feet"),
    Unit("yd", .length, 0.9144, "yard"),
    Unit("mi", .length, 1609.344, "mile"),
    Unit("nmi", .length, 1852),

    Unit("mg", .mass, 0.000_001, "milligram"),
    Unit("g", .mass, 0.001, "gram"),
    Unit("kg", .mass, 1, "kilogram", "kilo"),
    Unit("t", .mass, 1000, "tonne"),
    Unit("oz", .mass, 0.028_349_523_125, "ounce"),
    Unit("lb", .mass, 0.453_592_37, "pound"),
    Unit("st", .mass, 6.350_293_18, "stone"),

    Unit("C", .temperature, 1, offset: 273.15, "celsius", "celsiu", "centigrade", "°c"),
    Unit("F", .temperature, 5.0 / 9, offset: 459.67 * 5 / 9, "fahrenheit", "°f"),
    Unit("K", .temperature, 1, "kelvin"),

    Unit("ml", .volume, 0.001, "milliliter", "millilitre"),
    Unit("l", .volume, 1, "liter", "litre"),
    Unit("tsp", .volume, 0.004_928_921_593_75, "teaspoon"),
    Unit("tbsp", .volume, 0.014_786_764_781_25, "tablespoon"),
    Unit("floz", .volume, 0.029_573_529_562_5, "fl-oz"),
    Unit("cup", .volume, 0.236_588_236_5),
    Unit("pt", .volume, 0.473_176_473, "pint"),
    Unit("qt", .volume, 0.946_352_946, "quart"),
    Unit("gal", .volume, 3.785_411_784, "gallon"),

    Unit("s", .time, 1, "second", "sec"),
    Unit("min", .time, 60, "minute"),
    Unit("h", .time, 3600, "hour", "hr"),
    Unit("d", .time, 86_400, "day"),
    Unit("wk", .time, 604_800, "week"),
  ]

  /// The unit a word stands for, nil for none: its symbol, else a name whatever the case or plural.
  public static func named(_ word: String) -> Unit? {
    if let exact = all.first(where: { unit in unit.symbol == word }) { return exact }
    let word = word.lowercased()
    let singular = word.count > 1 && word.hasSuffix("s") ? String(word.dropLast()) : word
    return all.first { unit in
      [word, singular].contains { spelling in
        unit.symbol.lowercased() == spelling || unit.names.contains(spelling)
      }
    }
  }
}
