import Apps

/// How long an app lives: `12h`, `7d`, `2w`.
package enum Lifetime {
  /// Reads a lifetime in seconds.
  ///
  /// - Throws: `UsageError` where the text is not one.
  package static func seconds(_ text: String) throws -> Double {
    let units: [Character: Double] = ["m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    guard let last = text.last, let unit = units[last], let value = Double(text.dropLast()),
      value > 0,
      value * unit < 100 * 365 * 86_400
    else { throw UsageError("--ttl \(text) is not understood. Write 30m, 12h, 7d or 2w.") }
    return value * unit
  }
}

extension Workbench {
  /// Seconds that an app lives: as the flag says, else the configuration, else a week.
  package func life(_ flag: String?) throws -> Double {
    try flag.map(Lifetime.seconds) ?? configuration().ttl ?? AppStore.lifeSeconds
  }
}
