/// Why an app may give another result for the same input: `varies` in `wisp.json`.
package enum Variation: String, Codable, Sendable, CaseIterable {
  /// It draws by chance: a dice roller, a generator of passwords.
  case chance
  /// It looks at the clock: what day it is, how long something took.
  case time
}
