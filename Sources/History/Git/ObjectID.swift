import CGit2

/// The name of a git object, 20 bytes.
struct ObjectID: Hashable, Sendable, CustomStringConvertible {
  /// 40 lower-case hexadecimal digits.
  let description: String

  init(_ oid: git_oid) {
    var oid = oid
    var text = [CChar](repeating: 0, count: Int(GIT_OID_HEXSZ) + 1)
    git_oid_tostr(&text, text.count, &oid)
    description = String(decoding: text.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Reads 40 hexadecimal digits; nil for anything else.
  init?(hex: String) {
    let digits = Array(hex.utf8)
    let isHex = digits.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || (0x41...0x46).contains($0)
    }
    guard digits.count == Int(GIT_OID_HEXSZ), isHex else { return nil }
    description = hex.lowercased()
  }

  /// The form libgit2 takes.
  var oid: git_oid {
    var oid = git_oid()
    git_oid_fromstr(&oid, description)
    return oid
  }
}
