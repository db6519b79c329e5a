/// What a page would load from elsewhere; a page of an app must be complete.
enum OutsideReferences {
  private static let loading: Set = [
    "src", "srcset", "poster", "data", "background", "href", "xlink:href",
  ]

  static func faults(in tree: PageTree) -> [String] {
    tree.elements.flatMap { element -> [String] in
      var found: [String] = []
      for attribute in element.attributes where loading.contains(attribute.name) {
        // A link loads nothing until somebody follows it.
        guard element.name != "a", element.name != "area" else { continue }
        let value = String(decoding: attribute.value, as: UTF8.self)
        if !isInside(value[...]) {
          found.append("<\(element.name)> loads \(shown(value)) from outside")
        }
      }
      let style = element.name == "style" ? element.text : element["style"] ?? ""
      if let value = outside(inStyle: style) {
        found.append("a style loads \(shown(value)) from outside")
      }
      return found
    }
  }

  private static func isInside(_ value: Substring) -> Bool {
    let value = value.drop(while: \.isWhitespace)
    return value.isEmpty || value.hasPrefix("#") || value.hasPrefix("data:")
  }

  /// The first address in `url(…)` or `@import` that leads out of the page; nil if there is none.
  private static func outside(inStyle style: String) -> String? {
    for part in style.components(after: "url(") {
      let value = part.drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }
      if !isInside(value) { return String(value.prefix { !")\"'".contains($0) }) }
    }
    for part in style.components(after: "@import") {
      return String(part.drop { $0.isWhitespace || $0 == "\"" }.prefix { !";\"".contains($0) })
    }
    return nil
  }

  private static func shown(_ value: String) -> String {
    "“\(value.count > 60 ? value.prefix(59) + "…" : value[...])”"
  }
}

extension String {
  /// What follows each occurrence of a text.
  fileprivate func components(after mark: String) -> [Substring] {
    ranges(of: mark).map { self[$0.upperBound...] }
  }
}
