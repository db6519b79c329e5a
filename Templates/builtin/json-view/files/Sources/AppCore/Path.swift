/// A way into a JSON value: `.` is all of it, `.a.b[0]` a key, a key and an element, `[*]` every
/// element.
struct Path: Sendable, Equatable {
  enum Step: Sendable, Equatable {
    case key(String)
    case index(Int)
    case every
  }

  let steps: [Step]

  init(_ text: String) throws(UsageError) {
    var steps: [Step] = []
    var rest = text.hasPrefix(".") ? text.dropFirst() : Substring(text)
    while let first = rest.first {
      if first == "[" {
        guard let close = rest.firstIndex(of: "]") else {
          throw UsageError("'\(text)' is not a path: '[' without ']'")
        }
        let inner = rest[rest.index(after: rest.startIndex)..<close]
        rest = rest[rest.index(after: close)...]
        if inner == "*" || inner.isEmpty {
          steps.append(.every)
        } else if let index = Int(inner) {
          steps.append(.index(index))
        } else {
          throw UsageError("'\(text)' is not a path: '\(inner)' is neither a number nor *")
        }
      } else {
        let key = rest.prefix { character in character != "." && character != "[" }
        guard !key.isEmpty else { throw UsageError("'\(text)' is not a path: an empty key") }
        steps.append(.key(String(key)))
        rest = rest[key.endIndex...]
      }
      if rest.first == "." {
        rest = rest.dropFirst()
        if rest.isEmpty { throw UsageError("'\(text)' is not a path: it ends with a point") }
      }
    }
    self.steps = steps
  }

  /// The values at this path.
  ///
  /// After `[*]`, elements without the rest of the path are left out.
  func values(in value: JSONValue) throws(InputError) -> [JSONValue] {
    var values = [value]
    var isMany = false
    for step in steps {
      var next: [JSONValue] = []
      for value in values {
        if let found = Self.step(step, value) {
          next += found
        } else if !isMany {
          throw InputError("nothing at this path: \(Self.problem(step, value))")
        }
      }
      isMany = isMany || step == .every
      values = next
    }
    return values
  }

  private static func step(_ step: Step, _ value: JSONValue) -> [JSONValue]? {
    switch (step, value) {
    case (.key(let key), .object(let members)):
      members.last { member in unescaped(member.key) == key }.map { [$0.value] }
    case (.index(let index), .array(let values)):
      values.indices.contains(index < 0 ? values.count + index : index)
        ? [values[index < 0 ? values.count + index : index]] : nil
    case (.every, .array(let values)): values
    case (.every, .object(let members)): members.map(\.value)
    default: nil
    }
  }

  private static func problem(_ step: Step, _ value: JSONValue) -> String {
    switch (step, value) {
    case (.key(let key), .object): "there is no key '\(key)'"
    case (.key(let key), _): "the value above '\(key)' is not an object"
    case (.index(let index), .array(let values)):
      "there is no element \(index); the array has \(values.count)"
    case (.index, _), (.every, _): "the value before '[' is not an array"
    }
  }
}
