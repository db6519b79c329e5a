import Foundation

/// A file that cannot be read or written; the message is for the user.
public struct FileError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// One value kept in a JSON file of the working directory.
public struct JSONFile<Value: Codable> {
  private let url: URL
  private let empty: Value

  /// The file at `path`; `empty` is its value before it was first saved.
  public init(path: String, empty: Value) {
    self.url = URL(fileURLWithPath: path)
    self.empty = empty
  }

  /// The saved value.
  ///
  /// A damaged file is an error, so that nothing is lost by saving over it.
  public func load() throws(FileError) -> Value {
    guard FileManager.default.fileExists(atPath: url.path) else { return empty }
    do {
      let decoder = JSONDecoder()
      decoder.dateDecodingStrategy = .iso8601
      return try decoder.decode(Value.self, from: Data(contentsOf: url))
    } catch {
      throw FileError("cannot read \(url.lastPathComponent); repair it, or move it away")
    }
  }

  /// Writes `value` completely, or leaves the file as it was.
  public func save(_ value: Value) throws(FileError) {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      encoder.dateEncodingStrategy = .iso8601
      try encoder.encode(value).write(to: url, options: .atomic)
    } catch {
      throw FileError("cannot write \(url.lastPathComponent): \(error.localizedDescription)")
    }
  }
}
