extension AppManifest {
  /// The text of a `wisp.json`: pretty, keys in the order of the design, with a final newline.
  package func encoded() -> [UInt8] {
    var members: [JSONValue.Member] = [
      .init("name", .string(name)),
      .init("summary", .string(summary)),
      .init("template", .string(template)),
      .init(
        "permissions",
        .object(
          [
            .init("network", .strings(permissions.network)),
            .init("read", .strings(permissions.read)),
            .init("write", .strings(permissions.write)),
          ]
            // Few apps listen.
            + (permissions.ports.isEmpty ? [] : [.init("ports", .numbers(permissions.ports))]))),
    ]
    // Few apps vary.
    if !varies.isEmpty { members.append(.init("varies", .strings(varies.map(\.rawValue)))) }
    members.append(.init("examples", .array(examples.map(\.json))))
    return Array((JSONValue.object(members).text + "\n").utf8)
  }
}

extension Example {
  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = [.init("name", .string(name))]
    if !before.isEmpty {
      members.append(
        .init(
          "before",
          .array(
            before.map { run in
              .object(
                [.init("arguments", .strings(run.arguments))]
                  + (run.stdin.isEmpty ? [] : [.init("stdin", .string(run.stdin))]))
            })))
    }
    members += [
      .init("arguments", .strings(arguments)),
      .init("stdin", .string(stdin)),
      .init("files", .texts(files)),
    ]
    var expected: [JSONValue.Member] = [
      .init("exit", expect.exit.map { .number(String($0)) } ?? .null)
    ]
    if let stdout = expect.stdout { expected.append(.init("stdout", stdout.json)) }
    if let stderr = expect.stderr { expected.append(.init("stderr", stderr.json)) }
    if let files = expect.files {
      let sorted = files.sorted { $0.key < $1.key }
      expected.append(.init("files", .object(sorted.map { .init($0.key, $0.value.json) })))
    }
    members.append(.init("expect", .object(expected)))
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
