/// Names that people type for apps, each for one living app.
package enum AppName {
  /// The longest name, in characters.
  private static let longest = 40

  /// The first of `wanted`, `wanted-2`, `wanted-3` … that is not taken.
  ///
  /// A name that counts already is counted on: after `words-2` comes `words-3`, if there is an app `words`.
  package static func free(
    _ wanted: String, isTaken: (String) throws -> Bool
  ) rethrows -> String {
    guard try isTaken(wanted) else { return wanted }
    var (stem, number) = (wanted, 2)
    if let (base, count) = counted(wanted), try isTaken(base) { (stem, number) = (base, count + 1) }
    while true {
      let suffix = "-\(number)"
      let name = String(stem.prefix(longest - suffix.count)) + suffix
      if try !isTaken(name) { return name }
      number += 1
    }
  }

  /// The two parts of a name that ends with a number from 2 to 99; nil for any other.
  private static func counted(_ name: String) -> (base: String, number: Int)? {
    guard let dash = name.lastIndex(of: "-"), dash > name.startIndex,
      let number = Int(name[name.index(after: dash)...]), (2...99).contains(number)
    else { return nil }
    return (String(name[..<dash]), number)
  }
}
