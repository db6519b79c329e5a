/// Bubblewrap's status output: JSON objects, one on each line, that come in pieces.
enum NamespaceReport {
  /// The id of the sandbox's process 1 as seen from here; nil until the line that names it is whole.
  static func firstProcess(in bytes: [UInt8]) -> Int32? {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropLast(
      bytes.last == UInt8(ascii: "\n") ? 0 : 1)
    {
      guard let name = line.firstRange(of: "\"child-pid\":") else { continue }
      let digits = line[name.upperBound...].drop { $0 == " " }.prefix { $0.isASCII && $0.isNumber }
      if let id = Int32(digits) { return id }
    }
    return nil
  }
}
