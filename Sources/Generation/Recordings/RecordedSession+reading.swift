import Events
import Foundation

/// A file that is not a recording, or one that cannot be used.
package struct RecordingError: Error, Equatable, CustomStringConvertible {
  package var path: String
  /// The line, from 1; nil where it is about the whole.
  package var line: Int?
  package var message: String

  package var description: String {
    "\(path)\(line.map { ", line \($0)" } ?? ""): \(message)"
  }
}

extension RecordedSession {
  /// The largest recording that is read, in bytes.
  package static let largest = 64 << 20
  /// Far more calls than a session makes.
  private static let mostCalls = 1_000

  /// Reads a recording; it may come from anybody, so everything in it is checked.
  ///
  /// - Throws: `RecordingError` where it is not one, is too large, or was written by another version.
  package init(path: String) throws {
    func failure(_ message: String, line: Int? = nil) -> RecordingError {
      RecordingError(path: path, line: line, message: message)
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw failure("there is no such file that can be read.")
    }
    defer { try? handle.close() }
    let data: Data
    do {
      data = try handle.read(upToCount: Self.largest + 1) ?? Data()
    } catch {
      throw failure("it cannot be read.")
    }
    guard data.count <= Self.largest else {
      throw failure("it is larger than \(Self.largest >> 20) MB.")
    }
    var header: Header?
    var start: Start?
    var rest = RecordedParts()
    for (index, bytes) in data.split(separator: 0x0A).enumerated() {
      let line: RecordingLine
      do {
        line = try RecordingLine(bytes: bytes)
      } catch {
        // A crash cuts the last line; anything else is damage.
        if index > 1, bytes.endIndex == data.endIndex { break }
        throw failure(
          index == 0 ? "this is not a recording of wisp." : "this line cannot be read.",
          line: index + 1)
      }
      switch line {
      case .recording(let value) where index == 0:
        guard value.version == Header.version else {
          throw failure(
            "it has version \(value.version) of the format, and this wisp reads version \(Header.version)."
          )
        }
        header = value
      case .start(let value) where index == 1:
        _ = try value.tree.checked { failure($0, line: index + 1) }
        start = value
      case .recording, .start: throw failure("this line is out of place.", line: index + 1)
      case .call(let request):
        guard rest.calls.count < Self.mostCalls else {
          throw failure("more than \(Self.mostCalls) calls.", line: index + 1)
        }
        rest.calls.append(Call(request: request))
      case .exchange(let exchange):
        guard !rest.calls.isEmpty else { throw failure("it is of no call.", line: index + 1) }
        rest.calls[rest.calls.count - 1].exchanges.append(exchange)
      case .answer(let answer):
        guard !rest.calls.isEmpty else { throw failure("it is of no call.", line: index + 1) }
        rest.calls[rest.calls.count - 1].answer = answer
      case .permission(let allowed): rest.permissions.append(allowed)
      case .event(let event): rest.events.append(event)
      case .end(let value):
        _ = try value.tree.checked { failure($0, line: index + 1) }
        rest.end = value
      }
    }
    guard let header, let start else { throw failure("it has no beginning.") }
    self.init(
      header: header, start: start, calls: rest.calls, permissions: rest.permissions,
      events: rest.events, end: rest.end)
  }
}

private struct RecordedParts {
  var calls: [RecordedSession.Call] = []
  var permissions: [Bool] = []
  var events: [StampedEvent] = []
  var end: RecordedSession.End?
}

extension RecordedTree {
  /// The tree, or the error for what is wrong with it.
  fileprivate func checked(_ failure: (String) -> RecordingError) throws {
    guard files.count <= 10_000 else { throw failure("more than 10,000 files.") }
    do { _ = try tree() } catch { throw failure("\(error)") }
  }
}
