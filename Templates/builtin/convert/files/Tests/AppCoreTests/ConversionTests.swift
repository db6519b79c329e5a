import Testing

@testable import AppCore

@Test(arguments: [
  ("10 km mi", "10 km = 6.213712 mi"), ("1 mile to kilometers", "1 mi = 1.609344 km"),
  ("12 inches feet", "12 in = 1 ft"), ("0 C F", "0 C = 32 F"), ("-40 f c", "-40 F = -40 C"),
  ("0 K celsius", "0 K = -273.15 C"), ("1 lb g", "1 lb = 453.5924 g"),
  ("1 gal l", "1 gal = 3.785412 l"), ("3 tsp tbsp", "3 tsp = 1 tbsp"),
  ("90 minutes in hours", "90 min = 1.5 h"), ("1e3 m km", "1000 m = 1 km"),
  ("12 km mm", "12 km = 12000000 mm"),
])
func converts(words: String, expected: String) throws {
  #expect(try Conversion(words.split(separator: " ").map(String.init)).line == expected)
}

@Test func withoutUnitsTheUsualOnes() throws {
  let conversion = try Conversion(["1"])
  #expect(conversion.from.symbol == "__FROM__")
  #expect(conversion.to.symbol == "__TO__")
}

@Test(arguments: Unit.all.map(\.symbol))
func thereAndBackIsTheSame(symbol: String) throws {
  for other in Unit.all where other.quantity == Unit.named(symbol)?.quantity {
    let there = try Conversion(["300", symbol, other.symbol]).result
    let back = try Conversion([String(there), other.symbol, symbol]).result
    #expect(abs(back - 300) < 0.000_001)
  }
}

@Test func symbolsAndNamesAreUnique() {
  let all = Unit.all.map(\.symbol) + Unit.all.flatMap(\.names)
  #expect(Set(all).count == all.count)
}

@Test(arguments: [
  ("x km mi", "'x' is not a number"), ("1 km", "write a value and two units, for example: 5 km mi"),
  ("1 km parsec", "there is no unit 'parsec'; 'units' lists all of them"),
  ("1 kg km", "kg is a mass, km a length"), ("-1 K C", "-1 K is below absolute zero"),
  ("inf km m", "'inf' is not a number"),
])
func saysWhatIsWrong(words: String, message: String) {
  #expect(throws: ConversionError(message)) {
    try Conversion(words.split(separator: " ").map(String.init))
  }
}

@Test func listsUnitsByQuantity() {
  #expect(Conversion.units.first == "length       mm cm m km in ft yd mi nmi")
  #expect(Conversion.units.count == Quantity.allCases.count)
}
