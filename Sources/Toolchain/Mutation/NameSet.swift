/// Which names a piece of code uses, itself or through other declarations.
///
/// Only some names are told apart, as bits: thousands of tests that share thousands of helpers take no more
/// than a bit for each name.
struct NameSet: Equatable {
  /// The names that are told apart, each with its bit.
  private let places: [String: Int]
  private var words: [UInt64]

  /// No names, of those in `places`.
  private init(places: [String: Int]) {
    self.places = places
    words = Array(repeating: 0, count: (places.count + 63) / 64)
  }

  /// Exactly these names.
  init(_ names: Set<String>) {
    self.init(names, among: Self.places(of: names))
  }

  fileprivate init(_ names: Set<String>, among places: [String: Int]) {
    self.init(places: places)
    for name in names {
      guard let place = places[name] else { continue }
      words[place / 64] |= 1 << UInt64(place % 64)
    }
  }

  fileprivate static func places(of names: Set<String>) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: names.sorted().enumerated().map { ($1, $0) })
  }

  func contains(_ name: String) -> Bool {
    guard let place = places[name] else { return false }
    return words[place / 64] & 1 << UInt64(place % 64) != 0
  }

  func isDisjoint(with names: Set<String>) -> Bool { !names.contains(where: contains) }

  var names: Set<String> { Set(places.keys.filter(contains)) }

  /// Adds the names of `other`, which tells the same ones apart; returns whether that was new.
  fileprivate mutating func formUnion(_ other: NameSet) -> Bool {
    var isNew = false
    for place in words.indices where other.words[place] & ~words[place] != 0 {
      words[place] |= other.words[place]
      isNew = true
    }
    return isNew
  }
}

/// What declarations use, themselves and through each other.
struct NameGraph {
  private let places: [String: Int]
  private var reached: [String: NameSet] = [:]

  /// - Parameters:
  ///   - helpers: The names that each declaration uses itself.
  ///   - wanted: The names that are told apart.
  init(_ helpers: [String: Set<String>], among wanted: Set<String>) {
    let places = NameSet.places(of: wanted)
    self.places = places
    var users: [String: [String]] = [:]
    for (helper, used) in helpers {
      reached[helper] = NameSet(used, among: places)
      for name in used where helpers[name] != nil { users[name, default: []].append(helper) }
    }
    // What a declaration uses is handed on to those that use it, until nothing new comes.
    var open = Array(helpers.keys)
    var isOpen = Set(open)
    var next = 0
    while next < open.count {
      let helper = open[next]
      next += 1
      isOpen.remove(helper)
      guard let own = reached[helper] else { continue }
      for user in users[helper] ?? [] where reached[user]?.formUnion(own) == true {
        if isOpen.insert(user).inserted { open.append(user) }
      }
    }
  }

  /// What code that uses `names` reaches.
  func reached(from names: Set<String>) -> NameSet {
    var all = NameSet(names, among: places)
    for name in names {
      if let more = reached[name] { _ = all.formUnion(more) }
    }
    return all
  }
}
