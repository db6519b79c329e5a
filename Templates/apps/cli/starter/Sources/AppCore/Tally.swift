/// How often something was counted.
public struct Tally: Codable, Sendable, Equatable {
  public private(set) var total = 0

  public init() {}

  public mutating func count() {
    total += 1
  }
}
