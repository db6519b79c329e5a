/// The members of one JSON object of a manifest, read by key with messages that name the place.
struct ManifestFields {
  private let object: JSONValue
  private let place: String

  /// Refuses anything but an object with `known` keys, each at most once.
  init(_ object: JSONValue, at place: String, known: [String]) throws(ManifestError) {
    guard let members = object.members else {
      throw ManifestError(description: "In \(place), an object is expected, not \(object.kind).")
    }
    var seen: Set<String> = []
    for member in members {
      guard known.contains(member.key) else {
        let key = Array(member.key.utf8)
        let near =
          known.min {
            Similarity.distance(Array($0.utf8), key) < Similarity.distance(Array($1.utf8), key)
          } ?? ""
        throw ManifestError(
          description: "In \(place), the key '\(member.key)' is not known; did you mean '\(near)'? "
            + "Known are \(known.joined(separator: ", ")).")
      }
      guard seen.insert(member.key).inserted else {
        throw ManifestError(description: "In \(place), the key '\(member.key)' is there twice.")
      }
    }
    self.object = object
    self.place = place
  }

  /// The value of a key; nil where it is missing or null.
  func value(_ key: String) -> JSONValue? {
    object.value(of: key).flatMap { $0 == .null ? nil : $0 }
  }

  func optionalString(_ key: String) throws(ManifestError) -> String? {
    guard let value = value(key) else { return nil }
    guard let text = value.string else { throw wrong(key, "a string", value) }
    return text
  }

  func string(_ key: String, default fallback: String? = nil) throws(ManifestError) -> String {
    if let text = try optionalString(key) ?? fallback { return text }
    throw ManifestError(description: "In \(place), the key '\(key)' is missing.")
  }

  /// A list of strings; one string alone counts as a list of one.
  func strings(_ key: String) throws(ManifestError) -> [String] {
    guard let value = value(key) else { return [] }
    if let text = value.string { return [text] }
    guard let elements = value.elements else { throw wrong(key, "a list of strings", value) }
    var texts: [String] = []
    for element in elements {
      guard let text = element.string else { throw wrong(key, "a list of strings", element) }
      texts.append(text)
    }
    return texts
  }

  /// Arguments of a program, as the system can pass them on.
  func arguments(_ key: String) throws(ManifestError) -> [String] {
    let arguments = try strings(key)
    guard !arguments.contains(where: { $0.utf8.contains(0) }) else {
      throw ManifestError(
        description: "In \(place), '\(key)' holds a NUL character, which no argument can.")
    }
    let sizes = arguments.map(\.utf8.count)
    guard sizes.allSatisfy({ $0 <= Self.argumentBytes }),
      sizes.reduce(0, +) <= Self.argumentsBytes
    else {
      throw ManifestError(
        description: "In \(place), '\(key)' is too long: an argument may have "
          + "\(Self.argumentBytes >> 10) kB, all together \(Self.argumentsBytes >> 10) kB; give data on stdin or in files."
      )
    }
    return arguments
  }

  /// Linux takes 128 KiB an argument, and 2 MiB together with the environment.
  private static let argumentBytes = 64 << 10
  private static let argumentsBytes = 256 << 10

  /// A list of port numbers an ordinary program may listen on.
  func ports(_ key: String) throws(ManifestError) -> [UInt16] {
    var ports: [UInt16] = []
    for element in try list(key) {
      guard case .number(let digits) = element, let port = UInt16(digits), port >= 1024 else {
        throw wrong(key, "a list of numbers from 1024 to 65535", element)
      }
      ports.append(port)
    }
    return ports
  }

  func list(_ key: String) throws(ManifestError) -> [JSONValue] {
    guard let value = value(key) else { return [] }
    guard let elements = value.elements else { throw wrong(key, "a list", value) }
    return elements
  }

  func texts(_ key: String) throws(ManifestError) -> [String: String] {
    guard let value = value(key) else { return [:] }
    guard let members = value.members else { throw wrong(key, "an object, path to text", value) }
    var texts: [String: String] = [:]
    for member in members {
      guard let text = member.value.string else {
        throw wrong("\(key).\(member.key)", "a string", member.value)
      }
      texts[member.key] = text
    }
    return texts
  }

  /// An exit code; 0 where the key is missing, nil (not checked) where it is null.
  func exit(_ key: String) throws(ManifestError) -> Int32? {
    guard let value = object.value(of: key) else { return 0 }
    if value == .null { return nil }
    guard case .number(let digits) = value, let code = Int32(digits), (0...255).contains(code)
    else { throw wrong(key, "a number from 0 to 255", value) }
    return code
  }

  func nested(_ key: String, known: [String]) throws(ManifestError) -> ManifestFields? {
    guard let value = value(key) else { return nil }
    return try ManifestFields(value, at: "\(place), '\(key)'", known: known)
  }

  private func wrong(_ key: String, _ expected: String, _ value: JSONValue) -> ManifestError {
    ManifestError(
      description: "In \(place), '\(key)' must be \(expected), not \(value.kind).")
  }
}
