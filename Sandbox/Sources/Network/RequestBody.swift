/// Passes exactly the body that a plain request has declared: what follows it would be a second request,
/// which nobody has checked.
struct RequestBody: SendCheck {
  private enum State: Equatable {
    /// So many bytes of a body, or of a chunk, are left.
    case bytes(Int)
    /// The line with a chunk's length, so far.
    case length([UInt8])
    /// The two bytes behind a chunk, so far.
    case chunkEnd([UInt8])
    /// A line after the last chunk, so far.
    case trailer([UInt8])
    case done
  }

  private let endpoint: Endpoint
  private let isChunked: Bool
  private var state: State

  /// The longest line between chunks, in bytes.
  private static let longestLine = 1024

  init(_ request: ProxyRequest) {
    endpoint = request.endpoint
    switch request.body {
    case .bytes(let count): (isChunked, state) = (false, count == 0 ? .done : .bytes(count))
    case .chunked: (isChunked, state) = (true, .length([]))
    }
  }

  let waitsForServer = false

  mutating func append(_ bytes: [UInt8]) -> SendVerdict {
    var at = 0
    while at < bytes.count {
      switch state {
      case .done: return .last(Array(bytes[..<at]))
      case .bytes(let left):
        let count = min(left, bytes.count - at)
        at += count
        state = count < left ? .bytes(left - count) : isChunked ? .chunkEnd([]) : .done
      default:
        guard takeFraming(bytes[at]) else {
          return .refuse(
            target: "\(endpoint)", reason: "the chunks of the request's body cannot be read")
        }
        at += 1
      }
    }
    return .pass(bytes)
  }

  func heard(_ bytes: [UInt8]) -> SendVerdict { .pass([]) }

  func end() -> SendVerdict { .last([]) }

  /// Takes a byte between chunks; false if it cannot stand there.
  private mutating func takeFraming(_ byte: UInt8) -> Bool {
    switch state {
    case .length(let line):
      guard let line = Self.appending(byte, to: line) else { return false }
      state = .length(line)
      guard line.last == 10 else { return true }
      let digits = line.dropLast(2)
      // No extensions: servers differ about what they may hold.
      guard (1...15).contains(digits.count), digits.allSatisfy(Self.isHexadecimal),
        let count = Int(String(decoding: digits, as: UTF8.self), radix: 16)
      else { return false }
      state = count == 0 ? .trailer([]) : .bytes(count)
    case .chunkEnd(let line):
      guard let line = Self.appending(byte, to: line), line.count == 2 || byte == 13 else {
        return false
      }
      state = line.count == 2 ? .length([]) : .chunkEnd(line)
    case .trailer(let line):
      guard let line = Self.appending(byte, to: line) else { return false }
      state = line == [13, 10] ? .done : .trailer(line.last == 10 ? [] : line)
    case .bytes, .done: return false
    }
    return true
  }

  /// The line with one more byte; nil if the byte cannot stand there: lines end in CR LF and nowhere else.
  private static func appending(_ byte: UInt8, to line: [UInt8]) -> [UInt8]? {
    guard line.count < longestLine, (line.last == 13) == (byte == 10) else { return nil }
    guard byte >= 0x20 && byte != 0x7F || [9, 10, 13].contains(byte) else { return nil }
    return line + [byte]
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}
