/// An app's `wisp.json`: what it is called, what it may do, and the examples it must satisfy.
///
/// Design: section 5. Written by the model in its first reply, or composed from `--example`.
package struct AppManifest: Codable, Sendable, Equatable {
  package var name: String
  package var summary: String
  package var template: String
  package var permissions: Permissions
  /// By what the results vary from run to run, in the order of `Variation`; mostly nothing.
  package var varies: [Variation]
  package var examples: [Example]

  package init(
    name: String, summary: String, template: String, permissions: Permissions = Permissions(),
    varies: [Variation] = [], examples: [Example] = []
  ) {
    self.name = name
    self.summary = summary
    self.template = template
    self.permissions = permissions
    self.varies = varies
    self.examples = examples
  }
}

extension AppManifest {
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try values.decode(String.self, forKey: .name),
      summary: try values.decode(String.self, forKey: .summary),
      template: try values.decode(String.self, forKey: .template),
      permissions: try values.decode(Permissions.self, forKey: .permissions),
      // Few apps have it.
      varies: try values.decodeIfPresent([Variation].self, forKey: .varies) ?? [],
      examples: try values.decode([Example].self, forKey: .examples))
  }
}

/// One run of the app and what must come out of it.
package struct Example: Sendable, Equatable {
  package var name: String
  /// Runs made first, in order, in the same working directory; each must end with exit code 0.
  package var before: [Run]
  package var arguments: [String]
  package var stdin: String
  /// Files laid out in the working directory before the first run, path to text.
  package var files: [String: String]
  package var expect: Expectation

  package init(
    name: String, before: [Run] = [], arguments: [String] = [], stdin: String = "",
    files: [String: String] = [:], expect: Expectation
  ) {
    self.name = name
    self.before = before
    self.arguments = arguments
    self.stdin = stdin
    self.files = files
    self.expect = expect
  }

  /// A run of the app of which nothing is asked but that it works.
  package struct Run: Codable, Sendable, Equatable {
    package var arguments: [String]
    package var stdin: String

    package init(arguments: [String] = [], stdin: String = "") {
      self.arguments = arguments
      self.stdin = stdin
    }
  }

  /// What must be true after the run; parts that are nil are not checked.
  package struct Expectation: Codable, Sendable, Equatable {
    package var exit: Int32?
    package var stdout: TextExpectation?
    package var stderr: TextExpectation?
    /// Files that must exist afterwards in the working directory.
    package var files: [String: TextExpectation]?

    package init(
      exit: Int32? = 0, stdout: TextExpectation? = nil, stderr: TextExpectation? = nil,
      files: [String: TextExpectation]? = nil
    ) {
      self.exit = exit
      self.stdout = stdout
      self.stderr = stderr
      self.files = files
    }
  }
}

extension Example {
  /// Whether both are given the same, whatever their names and expectations are.
  package func hasInput(of other: Example) -> Bool {
    before == other.before && arguments == other.arguments && stdin == other.stdin
      && files == other.files
  }
}

extension Example: Codable {
  private enum CodingKeys: CodingKey {
    case name
    case before
    case arguments
    case stdin
    case files
    case expect
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    before = try values.decodeIfPresent([Run].self, forKey: .before) ?? []
    arguments = try values.decode([String].self, forKey: .arguments)
    stdin = try values.decode(String.self, forKey: .stdin)
    files = try values.decode([String: String].self, forKey: .files)
    expect = try values.decode(Expectation.self, forKey: .expect)
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(name, forKey: .name)
    // Few examples have it.
    if !before.isEmpty { try values.encode(before, forKey: .before) }
    try values.encode(arguments, forKey: .arguments)
    try values.encode(stdin, forKey: .stdin)
    try values.encode(files, forKey: .files)
    try values.encode(expect, forKey: .expect)
  }
}

/// What a text must look like; every part given must hold.
package struct TextExpectation: Codable, Sendable, Equatable {
  /// The whole text; one final newline more or less does not matter.
  package var equals: String?
  /// Pieces that must each occur.
  package var contains: [String]?
  /// Pieces none of which may occur.
  package var lacks: [String]?
  /// A regular expression that must match somewhere.
  package var matches: String?
  /// The lines, in order, trailing white space and a final newline ignored.
  package var lines: [String]?

  package init(
    equals: String? = nil, contains: [String]? = nil, lacks: [String]? = nil,
    matches: String? = nil, lines: [String]? = nil
  ) {
    self.equals = equals
    self.contains = contains
    self.lacks = lacks
    self.matches = matches
    self.lines = lines
  }
}
