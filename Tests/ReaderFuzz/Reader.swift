import ReplyFuzz

/// Something that reads hostile bytes: what `make fuzz` feeds it may be anything.
///
/// A trap is a finding, and so is an input that takes more than a second or 100 MB.
struct Reader: Sendable {
  /// As `Scripts/fuzz` calls it.
  var name: String
  /// Reads the bytes; returns the first promise that is broken, nil if all hold.
  var brokenPromise: @Sendable ([UInt8]) -> String?

  static let all = [
    reply, syntax, manifest, pattern, events, testEvents, compilerOutput, diagnostics, data, mask,
    page,
  ]

  static let reply = Reader(name: "reply") { bytes in
    guard let invariants = try? ReplyInvariants.sample() else { return "no sample files" }
    return invariants.violation(by: bytes)
  }
}

extension Sequence<UInt8> {
  /// The bytes as text, what is no UTF-8 replaced.
  var text: String { String(decoding: Array(self), as: UTF8.self) }
}
