import Kit

/// A list to move through, narrowed by what is typed behind `/`.
public struct Browser: ScreenApp, Equatable {
  public let items: [String]
  public private(set) var isDone = false
  private(set) var selected = 0
  private(set) var search = ""
  private var isSearching = false

  public init(items: [String]) { self.items = items }

  /// The items that hold the search text, whatever its case.
  var shown: [String] {
    search.isEmpty ? items : items.filter { $0.lowercased().contains(search.lowercased()) }
  }

  public mutating func press(_ key: Key) {
    switch key {
    case .escape:
      isSearching = false
      search = ""
    case .enter: isSearching = false
    case .backspace where isSearching: search = String(search.dropLast())
    case .character(let character) where isSearching: search.append(character)
    case .character("/"): isSearching = true
    case .character("q"): isDone = true
    case .up, .character("k"): selected -= 1
    case .down, .character("j"): selected += 1
    case .home: selected = 0
    case .end: selected = shown.count - 1
    default: break
    }
    selected = max(0, min(selected, shown.count - 1))
  }

  public func draw(on frame: inout Frame) {
    frame.put("\(shown.count) of \(items.count)", x: 1, y: 0, .bold)
    let rows = max(1, frame.height - 3)
    let first = max(0, min(selected - rows / 2, shown.count - rows))
    for (row, item) in shown.dropFirst(first).prefix(rows).enumerated() {
      let isSelected = first + row == selected
      frame.put((isSelected ? "> " : "  ") + item, x: 1, y: row + 1, isSelected ? .inverse : .plain)
    }
    let help = isSearching || !search.isEmpty ? "/\(search)" : "arrows move  / search  q quit"
    frame.put(help, x: 1, y: frame.height - 1, .dim)
  }
}
