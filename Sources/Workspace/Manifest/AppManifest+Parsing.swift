extension AppManifest {
  /// Reads a `wisp.json`.
  ///
  /// Optional keys may be missing; a key that is not known is an error that names the nearest known
  /// one. The result has passed `validate()`.
  package static func parse(_ bytes: [UInt8]) throws(ManifestError) -> AppManifest {
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes)
    } catch {
      throw ManifestError(
        description: "wisp.json is not JSON: line \(error.line), column \(error.column): "
          + "\(error.reason).")
    }
    let fields = try ManifestFields(
      value, at: AppLayout.manifest.description,
      known: ["name", "summary", "template", "permissions", "varies", "examples"])
    var manifest = AppManifest(
      name: try fields.string("name"), summary: try fields.string("summary", default: ""),
      template: try fields.string("template", default: ""))
    if let permissions = try fields.nested(
      "permissions", known: ["network", "read", "write", "ports"])
    {
      manifest.permissions.network = try permissions.strings("network")
      manifest.permissions.read = try permissions.strings("read")
      manifest.permissions.write = try permissions.strings("write")
      manifest.permissions.ports = try permissions.ports("ports")
    }
    let varies = try fields.strings("varies")
    for word in varies where Variation(rawValue: word) == nil {
      throw ManifestError(
        description: "In wisp.json, 'varies' holds '\(word)'; it may hold "
          + Variation.allCases.map { "'\($0.rawValue)'" }.joined(separator: " and ") + ".")
    }
    manifest.varies = Variation.allCases.filter { varies.contains($0.rawValue) }
    for (index, element) in try fields.list("examples").enumerated() {
      manifest.examples.append(try Example(element, number: index + 1))
    }
    try manifest.validate()
    return manifest
  }
}

extension Example {
  fileprivate init(_ value: JSONValue, number: Int) throws(ManifestError) {
    let known = ["name", "before", "arguments", "stdin", "files", "expect"]
    let label = value.value(of: "name")?.string.map { "example '\($0)'" } ?? "example \(number)"
    let fields = try ManifestFields(value, at: label, known: known)
    guard
      let expect = try fields.nested("expect", known: ["exit", "stdout", "stderr", "files"])
    else { throw ManifestError(description: "The \(label) needs 'expect': what must come out.") }
    var files: [String: TextExpectation]?
    if let given = expect.value("files") {
      guard let members = given.members else {
        throw ManifestError(
          description: "In the \(label), 'expect.files' must be an object, path to expectation.")
      }
      var found: [String: TextExpectation] = [:]
      for member in members {
        found[member.key] = try TextExpectation(member.value, at: "\(label), file '\(member.key)'")
      }
      files = found
    }
    var before: [Run] = []
    for (index, element) in try fields.list("before").enumerated() {
      let run = try ManifestFields(
        element, at: "\(label), run \(index + 1) of 'before'", known: ["arguments", "stdin"])
      before.append(
        Run(arguments: try run.arguments("arguments"), stdin: try run.string("stdin", default: "")))
    }
    self.init(
      name: try fields.string("name", default: "example \(number)"), before: before,
      arguments: try fields.arguments("arguments"), stdin: try fields.string("stdin", default: ""),
      files: try fields.texts("files"),
      expect: Expectation(
        exit: try expect.exit("exit"),
        stdout: try expect.value("stdout").map { (value) throws(ManifestError) in
          try TextExpectation(value, at: "\(label), stdout")
        },
        stderr: try expect.value("stderr").map { (value) throws(ManifestError) in
          try TextExpectation(value, at: "\(label), stderr")
        },
        files: files))
  }
}

extension TextExpectation {
  fileprivate init(_ value: JSONValue, at place: String) throws(ManifestError) {
    if let text = value.string {
      self.init(equals: text)
      return
    }
    let fields = try ManifestFields(
      value, at: place, known: ["equals", "contains", "lacks", "matches", "lines"])
    self.init(
      equals: try fields.optionalString("equals"),
      contains: fields.value("contains") == nil ? nil : try fields.strings("contains"),
      lacks: fields.value("lacks") == nil ? nil : try fields.strings("lacks"),
      matches: try fields.optionalString("matches"),
      lines: fields.value("lines") == nil ? nil : try fields.strings("lines"))
  }
}
