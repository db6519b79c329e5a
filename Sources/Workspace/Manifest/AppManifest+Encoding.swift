extension AppManifest {
  /// The text of a `wisp.json`: keys in the order of the design, one example a line, what says nothing left out, with a
  /// final newline.
  package func encoded() -> [UInt8] {
    var members: [JSONValue.Member] = [
      .init("name", .string(name)), .init("summary", .string(summary)),
      .init("template", .string(template)),
    ]
    if !permissions.isEmpty { members.append(.init("permissions", permissions.json)) }
    if !varies.isEmpty { members.append(.init("varies", .strings(varies.map(\.rawValue)))) }
    var lines = members.map { "  \(JSONValue.quoted($0.key)): \($0.value.text)" }
    let list = examples.map { "\n    \($0.json.text)" }.joined(separator: ",")
    lines.append("  \"examples\": [\(list)\(list.isEmpty ? "" : "\n  ")]")
    return Array("{\n\(lines.joined(separator: ",\n"))\n}\n".utf8)
  }
}

extension AppManifest.Permissions {
  fileprivate var json: JSONValue {
    let lists = [("network", network), ("read", read), ("write", write)]
    return .object(
      lists.filter { !$0.1.isEmpty }.map { .init($0.0, .strings($0.1)) }
        + (ports.isEmpty ? [] : [.init("ports", .numbers(ports))]))
  }
}

extension Example {
  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = [.init("name", .string(name))]
    if !before.isEmpty {
      members.append(
        .init("before", .array(before.map { .object(Self.run($0.arguments, $0.stdin)) })))
    }
    members += Self.run(arguments, stdin)
    if !files.isEmpty { members.append(.init("files", .texts(files))) }
    return .object(members + [.init("expect", expect.json)])
  }

  private static func run(_ arguments: [String], _ stdin: String) -> [JSONValue.Member] {
    (arguments.isEmpty ? [] : [.init("arguments", .strings(arguments))])
      + (stdin.isEmpty ? [] : [.init("stdin", .string(stdin))])
  }
}

extension Example.Expectation {
  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = []
    if let stdout { members.append(.init("stdout", stdout.json)) }
    if let stderr { members.append(.init("stderr", stderr.json)) }
    if let files {
      let sorted = files.sorted { $0.key < $1.key }
      members.append(.init("files", .object(sorted.map { .init($0.key, $0.value.json) })))
    }
    // Zero is what a missing code means.
    if exit != 0 || members.isEmpty {
      members.insert(.init("exit", exit.map { .number(String($0)) } ?? .null), at: 0)
    }
    return .object(members)
  }
}

extension TextExpectation {
  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = []
    if let equals { members.append(.init("equals", .string(equals))) }
    if let contains { members.append(.init("contains", .strings(contains))) }
    if let lacks { members.append(.init("lacks", .strings(lacks))) }
    if let matches { members.append(.init("matches", .string(matches))) }
    if let lines { members.append(.init("lines", .strings(lines))) }
    return .object(members)
  }
}

extension JSONValue {
  fileprivate static func strings(_ texts: [String]) -> JSONValue {
    .array(texts.map { .string($0) })
  }

  fileprivate static func numbers(_ numbers: [UInt16]) -> JSONValue {
    .array(numbers.map { .number("\($0)") })
  }

  fileprivate static func texts(_ texts: [String: String]) -> JSONValue {
    .object(texts.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })
  }
}
