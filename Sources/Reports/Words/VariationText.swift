package import Workspace

/// Says that results may vary.
package enum VariationText {
  /// "results vary by chance from run to run".
  package static func line(of varies: [Variation]) -> String {
    let words = varies.map { $0 == .chance ? "chance" : "the time" }
    return "results vary by \(words.joined(separator: " and ")) from run to run"
  }
}
