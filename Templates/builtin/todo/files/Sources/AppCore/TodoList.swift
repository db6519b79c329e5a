/// What the user asked for is not possible; the message is for the user.
public struct TodoError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// Things to do, in the order they were added.
///
/// Entries are counted from 1, as they are shown.
public struct TodoList: Codable, Sendable, Equatable {
  public struct Item: Codable, Sendable, Equatable {
    public var text: String
    public var isDone: Bool
  }

  public private(set) var items: [Item] = []

  public init() {}

  /// Adds an entry; blanks around it and line breaks are taken off.
  public mutating func add(_ text: String) throws(TodoError) {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard !words.isEmpty else { throw TodoError("there is no text to add") }
    items.append(Item(text: words.joined(separator: " "), isDone: false))
  }

  /// Marks an entry as done; doing that twice changes nothing.
  public mutating func finish(_ number: Int) throws(TodoError) {
    items[try index(number)].isDone = true
  }

  /// Removes an entry and returns it; later entries move up.
  public mutating func remove(_ number: Int) throws(TodoError) -> Item {
    items.remove(at: try index(number))
  }

  /// The list as aligned lines, with how much is done.
  public var lines: [String] {
    guard !items.isEmpty else { return ["Nothing to do."] }
    let width = String(items.count).count
    let rows = items.enumerated().map { place, item in
      let number = String(place + 1)
      return String(repeating: " ", count: width - number.count) + number
        + (item.isDone ? " [x] " : " [ ] ") + item.text
    }
    return rows + ["\(items.count { item in item.isDone }) of \(items.count) done"]
  }

  private func index(_ number: Int) throws(TodoError) -> Int {
    guard number >= 1, number <= items.count else {
      let range = items.isEmpty ? "the list is empty" : "there are 1 to \(items.count)"
      throw TodoError("there is no entry \(number); \(range)")
    }
    return number - 1
  }
}
