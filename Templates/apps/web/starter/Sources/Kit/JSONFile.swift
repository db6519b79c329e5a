import Foundation

/// One value kept in a JSON file of the working directory.
public struct JSONFile<Value: Codable & Sendable>: Sendable {
  private let url: URL
  private let empty: Value

  /// The file at `path`; `empty` is its value before it was first saved.
  public init(path: String, empty: Value) {
    url = URL(fileURLWithPath: path)
    self.empty = empty
  }

  /// The saved value.
  ///
  /// A damaged file is an error, so that nothing is lost by saving over it.
  public func load() throws(InputError) -> Value {
    guard FileManager.default.fileExists(atPath: url.path) else { return empty }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    guard let value = try? decoder.decode(Value.self, from: Data(contentsOf: url)) else {
      throw InputError("cannot read \(url.lastPathComponent); repair it, or move it away")
    }
    return value
  }

  /// Writes `value` completely, or leaves the file as it was.
  public func save(_ value: Value) throws(InputError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    encoder.dateEncodingStrategy = .iso8601
    do {
      try encoder.encode(value).write(to: url, options: .atomic)
    } catch {
      throw InputError("cannot write \(url.lastPathComponent): \(error.localizedDescription)")
    }
  }
}
