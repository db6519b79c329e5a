@testable import Sandbox

/// TLS hellos: recorded ones, and ones made of parts.
enum Hello {
  /// `openssl s_client -servername granted.example -tls1_2`.
  static let named = bytes(
    """
    160301009b010000970303b79a0a82a69e6a9b7b9d6c568a67eead3b2644b35457b9aa71e5e62d987edf3a000004c0
    2f00ff0100006a00000014001200000f6772616e7465642e6578616d706c65000b000403000102000a000c000a001d
    0017001e00190018002300000016000000170000000d002a0028040305030603080708080809080a080b0804080508
    06040105010601030303010302040205020602
    """)

  /// `openssl s_client -noservername`, of TLS 1.3.
  static let unnamed = bytes(
    """
    1603010124010001200303fdc5c7d6c4d7471c3bcee53b236fbb736d9001ce9c88fc55d636006486b6f6b620f85834
    e9341c9a41235fbedf3ea0103a742ab6ffdee50e701cfea64790171a95003e130213031301c02cc030009fcca9cca8
    ccaac02bc02f009ec024c028006bc023c0270067c00ac0140039c009c0130033009d009c003d003c0035002f00ff01
    000099000b000403000102000a00160014001d0017001e001900180101010101020103010400230000001600000017
    0000000d002a0028040305030603080708080809080a080b080408050806040105010601030303010302040205020602
    002b0009080304030303020301002d00020101003300260024001d002079e2e350216e554599a96e7f1287708ba391
    46b6f5ed6e89d67f6a7abbaf436a
    """)

  private static func bytes(_ digits: String) -> [UInt8] {
    let digits = Array(digits.filter { !$0.isWhitespace })
    return stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0..<$0 + 2]), radix: 16)
    }
  }

  /// One with these extensions, in records of at most that many bytes.
  static func made(_ extensions: [[UInt8]], recordBytes: Int = 16 << 10) -> [UInt8] {
    records(message(extensions), recordBytes: recordBytes)
  }

  /// Two in one record.
  static func joined(_ one: [[UInt8]], _ other: [[UInt8]]) -> [UInt8] {
    records(message(one) + message(other), recordBytes: 16 << 10)
  }

  /// A server's hello, as far as it is looked at, and one that asks for another hello.
  static let answer = records(
    [2, 0, 0, 60, 3, 3] + [UInt8](repeating: 9, count: 60), recordBytes: 16 << 10)
  static let retry = records(
    [2, 0, 0, 60, 3, 3] + ServerAnswer.retry + [UInt8](repeating: 9, count: 28),
    recordBytes: 16 << 10)

  /// A record that may stand before a second hello.
  static let cipherChange: [UInt8] = [20, 3, 3, 0, 1, 1]

  /// A record of encrypted data; its bytes look like a hello's.
  static func data(_ count: Int) -> [UInt8] {
    [23, 3, 3] + counted(2, [UInt8](repeating: 1, count: count))
  }

  static func records(_ message: [UInt8], recordBytes: Int) -> [UInt8] {
    stride(from: 0, to: message.count, by: recordBytes).flatMap { start in
      [22, 3, 1] + counted(2, Array(message[start..<min(start + recordBytes, message.count)]))
    }
  }

  private static func message(_ extensions: [[UInt8]]) -> [UInt8] {
    let body =
      [3, 3] + [UInt8](repeating: 7, count: 32) + [0] + counted(2, [0x13, 0x01]) + [1, 0]
      + counted(2, extensions.flatMap { $0 })
    return [1] + counted(3, body)
  }

  static func name(_ text: String) -> [UInt8] {
    [0, 0] + counted(2, counted(2, [0] + counted(2, Array(text.utf8))))
  }

  static let encrypted: [UInt8] = [0xfe, 0x0d] + counted(2, [0, 0, 1, 0, 1, 9])

  private static func counted(_ width: Int, _ bytes: [UInt8]) -> [UInt8] {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) } + bytes
  }
}
