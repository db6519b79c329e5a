/// Takes known secrets out of bytes and texts, however they are cut into pieces.
package struct SecretMask: Sendable, Equatable {
  private let secrets: [[UInt8]]
  /// The text that replaces a secret.
  package static let mark = "***"
  /// Shorter values are words, not keys.
  private static let shortest = 8

  package init(_ secrets: some Sequence<String>) {
    // The longest first: one key may begin with another.
    self.secrets = Set(secrets.map { Array($0.utf8) }.filter { $0.count >= Self.shortest })
      .sorted {
        ($0.count, String(decoding: $0, as: UTF8.self)) > (
          $1.count, String(decoding: $1, as: UTF8.self)
        )
      }
  }

  /// The secrets of an environment: values of variables that are named like keys.
  package init(environment: [String: String]) {
    self.init(
      environment.filter { name, _ in Self.isSecret(variable: name) }.values
        .map { String(Substring($0).trimmingWhitespace()) })
  }

  /// Whether a variable of this name holds a secret.
  package static func isSecret(variable name: String) -> Bool {
    let name = name.uppercased()
    return ["KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL"].contains { name.contains($0) }
  }

  package var isEmpty: Bool { secrets.isEmpty }

  /// `text` with a mark in place of every secret.
  package func callAsFunction(_ text: String) -> String {
    var stream = Stream(self)
    return stream.take(text) + stream.end()
  }

  /// The pieces with asterisks in place of every secret, each as long as it was; a secret may lie across
  /// several of them.
  package func sameLength(_ pieces: [[UInt8]]) -> [[UInt8]] {
    var whole = pieces.flatMap(\.self)
    var changed = false
    for secret in secrets {
      for start in Self.occurrences(of: secret, in: whole) {
        changed = true
        for index in start..<start + secret.count { whole[index] = UInt8(ascii: "*") }
      }
    }
    guard changed else { return pieces }
    var start = 0
    return pieces.map { piece in
      defer { start += piece.count }
      return Array(whole[start..<start + piece.count])
    }
  }

  private static func occurrences(of secret: [UInt8], in bytes: [UInt8]) -> [Int] {
    guard bytes.count >= secret.count else { return [] }
    var found: [Int] = []
    var index = 0
    while index <= bytes.count - secret.count {
      if bytes[index] == secret[0], bytes[index..<index + secret.count].elementsEqual(secret) {
        found.append(index)
        index += secret.count
      } else {
        index += 1
      }
    }
    return found
  }

  /// Masks a text that comes in pieces: the beginning of a secret at the end of one is held back.
  package struct Stream: Sendable {
    private let mask: SecretMask
    private var held: [UInt8] = []

    package init(_ mask: SecretMask) {
      self.mask = mask
    }

    /// Takes the next piece and returns what can be shown by now.
    package mutating func take(_ text: String) -> String {
      if mask.secrets.isEmpty { return text }
      held += text.utf8
      return pass(upTo: held.count - longestBeginning)
    }

    /// Returns what is left.
    package mutating func end() -> String { pass(upTo: held.count) }

    /// How many of the last bytes may be the beginning of a secret.
    private var longestBeginning: Int {
      var longest = 0
      for secret in mask.secrets {
        for count in stride(from: min(secret.count - 1, held.count), to: longest, by: -1)
        where held.suffix(count).elementsEqual(secret.prefix(count)) {
          longest = count
          break
        }
      }
      return longest
    }

    private mutating func pass(upTo end: Int) -> String {
      var shown: [UInt8] = []
      var index = 0
      scan: while index < end {
        for secret in mask.secrets
        where held[index] == secret[0] && held[index...].starts(with: secret) {
          shown += SecretMask.mark.utf8
          index += secret.count
          continue scan
        }
        shown.append(held[index])
        index += 1
      }
      held.removeFirst(min(index, held.count))
      return String(decoding: shown, as: UTF8.self)
    }
  }
}
