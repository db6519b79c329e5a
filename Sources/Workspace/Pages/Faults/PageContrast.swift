import Foundation

/// Whether the colours that Kit names for text are legible on the grounds that it names.
enum PageContrast {
  /// What WCAG 2 asks of texts of ordinary size.
  static let least = 4.5

  static func faults(in tree: PageTree) -> [String] {
    var told: Set<String> = []
    for element in tree.elements where element.name == "style" {
      // Each group of colours is for one kind of screen.
      for group in element.text.split(separator: "}") where group.contains("--paper:") {
        let colours = Self.colours(in: group)
        for text in ["ink", "soft"] + (0..<6).map({ "k\($0)" }) {
          for ground in ["paper", "card"] {
            guard let one = colours[text], let other = colours[ground] else { continue }
            let contrast = contrast(one, other)
            if contrast < least {
              let rounded = (contrast * 10).rounded(.down) / 10
              told.insert(
                "--\(text) on --\(ground) has a contrast of \(rounded), and \(least) is the least")
            }
          }
        }
      }
    }
    return told.sorted()
  }

  /// `--ink:#1c2430` as red, green and blue from 0 to 1.
  private static func colours(in group: Substring) -> [String: [Double]] {
    var colours: [String: [Double]] = [:]
    for part in group.split(whereSeparator: { ";{".contains($0) }) {
      let pieces = part.split(separator: ":", maxSplits: 1)
      guard pieces.count == 2 else { continue }
      let name = pieces[0].filter { !$0.isWhitespace }
      let value = pieces[1].filter { !$0.isWhitespace }
      if name.hasPrefix("--"), let colour = colour(value) {
        colours[String(name.dropFirst(2))] = colour
      }
    }
    return colours
  }

  private static func colour(_ text: String) -> [Double]? {
    guard text.first == "#", text.dropFirst().allSatisfy(\.isHexDigit) else { return nil }
    let digits = text.dropFirst().compactMap(\.hexDigitValue).map(Double.init)
    switch digits.count {
    case 3: return digits.map { $0 / 15 }
    case 6: return stride(from: 0, to: 6, by: 2).map { (digits[$0] * 16 + digits[$0 + 1]) / 255 }
    default: return nil
    }
  }

  /// WCAG 2: from 1 to 21.
  static func contrast(_ one: [Double], _ other: [Double]) -> Double {
    let lights = [one, other].map { colour in
      let parts = colour.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }.sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }
}
