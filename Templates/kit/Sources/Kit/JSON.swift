import Foundation

/// A value from JSON text, dates in ISO 8601; what is wrong with the text is said in words.
public func readJSON<Value: Decodable>(
  _ text: String, as type: Value.Type = Value.self
) throws(InputError) -> Value {
  let decoder = JSONDecoder()
  decoder.dateDecodingStrategy = .iso8601
  do {
    return try decoder.decode(type, from: Data(text.utf8))
  } catch let error as DecodingError {
    throw InputError(words(for: error))
  } catch {
    throw InputError("the input is no JSON")
  }
}

/// A value as JSON text, keys sorted, dates in ISO 8601, without a line end behind it.
public func writeJSON(_ value: some Encodable, pretty: Bool = true) throws(InputError) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting =
    pretty
    ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    : [.sortedKeys, .withoutEscapingSlashes]
  encoder.dateEncodingStrategy = .iso8601
  guard let data = try? encoder.encode(value) else {
    throw InputError("this value cannot be written as JSON")
  }
  return String(decoding: data, as: UTF8.self)
}

/// `item 3 has no "name"`, `"price" of item 2 must be a number`.
private func words(for error: DecodingError) -> String {
  switch error {
  case .keyNotFound(let key, let context):
    return "\(place(context.codingPath)) has no \"\(key.stringValue)\""
  case .typeMismatch(let type, let context):
    return "\(place(context.codingPath)) must be \(kind(type))"
  case .valueNotFound(let type, let context):
    return "\(place(context.codingPath)) is null and must be \(kind(type))"
  case .dataCorrupted(let context):
    guard context.codingPath.isEmpty else {
      return "\(place(context.codingPath)): \(context.debugDescription)"
    }
    let cause = context.underlyingError.map { $0 as NSError }
    let detail = cause?.userInfo[NSDebugDescriptionErrorKey] as? String
    return "the input is no JSON" + (detail.map { ": \($0)" } ?? "")
  @unknown default:
    return "the input does not have the form that is needed"
  }
}

private func place(_ path: [any CodingKey]) -> String {
  guard !path.isEmpty else { return "the JSON" }
  return path.reversed().map { key in
    key.intValue.map { "item \($0 + 1)" } ?? "\"\(key.stringValue)\""
  }.joined(separator: " of ")
}

private func kind(_ type: any Any.Type) -> String {
  let name = "\(type)"
  if name.hasPrefix("Array") || name.hasPrefix("Set") { return "a list" }
  if name.hasPrefix("Dictionary") { return "an object" }
  if name.contains("Int") { return "a whole number" }
  switch name {
  case "String": return "a text"
  case "Double", "Float", "Decimal": return "a number"
  case "Bool": return "true or false"
  case "Date": return "a time such as 2026-01-31T10:00:00Z"
  default: return "an object"
  }
}
