/// Secrets that are known by their form, found in text that goes to a model.
///
/// One pass over the bytes, in time linear in their number: the text is a stranger's. At each place the forms
/// are asked in the order of `SecretScan.found`; what one has masked is not looked at again.
package enum SecretForms {
  /// The text with each secret replaced by `[masked: KIND]`, and the kinds found, once each.
  package static func masked(_ text: String) -> (text: String, kinds: [String]) {
    masked(Array(text.utf8), looksInside: true) ?? (text, [])
  }

  /// The same for bytes; nil if nothing was found.
  ///
  /// With `looksInside`, what is encoded in Base64 is looked at, too.
  static func masked(_ bytes: [UInt8], looksInside: Bool) -> (text: String, kinds: [String])? {
    var scan = SecretScan(bytes, looksInside: looksInside)
    var result: [UInt8] = []
    var kinds: [String] = []
    var kept = 0
    var at = 0
    while at < bytes.count {
      guard let secret = scan.found(at), !secret.range.isEmpty else {
        at += 1
        continue
      }
      if !kinds.contains(secret.kind) { kinds.append(secret.kind) }
      result += bytes[kept..<secret.range.lowerBound]
      result += "[masked: \(secret.kind)]".utf8
      (kept, at) = (secret.range.upperBound, secret.range.upperBound)
    }
    if kinds.isEmpty { return nil }
    return (String(decoding: result + bytes[kept...], as: UTF8.self), kinds)
  }
}

/// A secret in a text: what it is and where it lies.
struct FoundSecret: Equatable {
  var kind: String
  var range: Range<Int>
}
