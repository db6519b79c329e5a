/// An API and where it is spoken: all that is known of it, in one value.
///
/// The table is `Provider.all`; nobody asks for a provider's name. Another host with a known API is a row; another
/// API is a wire file and a row.
struct Provider: Sendable, Equatable {
  /// The part of a model's name before the slash.
  let name: String
  /// The name for people.
  let title: String
  /// The variables that may hold its key, the first that is set counts.
  let keyVariables: [String]
  /// The variable that sets its address.
  let addressVariable: String
  /// The address if the variable is not set; nil if there is none.
  var usualAddress: String?
  /// An address as it is written, for people.
  var exampleAddress: String
  /// The version that belongs to the path of each request, not to the address: with it in the address it
  /// would be there twice.
  var versionInPath: String?
  /// The model if none is named: a default of wisp, not of the provider, chosen in November 2026 as the middle
  /// of each range.
  var defaultModel: String?
  /// What the names of its models begin with; nil if many have such.
  var modelPrefix: String?
  let wire: any WireFormat
  let directory: ModelDirectory
  let abilities: Abilities
  /// What to do if its server lists no model.
  var withoutModels = Advice(
    kind: .unknownModel, text: "Name one as openai-compatible/MODEL.")

  /// What differs between providers beside names and wires.
  struct Abilities: OptionSet, Sendable {
    let rawValue: Int

    /// It has a key of its own: the key chooses it, and without one a request makes no sense anywhere but on this
    /// machine.
    static let hosted = Abilities(rawValue: 1 << 0)
    /// A server of any maker speaks it: it is asked in the name that its host is known by, and is looked for on
    /// this machine if no address is set.
    static let anyServer = Abilities(rawValue: 1 << 1)
    /// Another server than the provider's own, behind its address, is asked as any server is.
    static let gateways = Abilities(rawValue: 1 << 2)
    /// Its servers are found on this machine by the variable of their address.
    static let local = Abilities(rawValue: 1 << 3)
    /// A server that is known by its host may have a variable of its own for the key.
    static let keyOfServer = Abilities(rawValue: 1 << 4)
    /// An address may be written as Ollama writes it, without scheme and port.
    static let shortAddress = Abilities(rawValue: 1 << 5)
    /// Its server tells about one model what its list does not.
    static let describesModels = Abilities(rawValue: 1 << 6)
  }

  /// What to tell the user, and as what.
  struct Advice: Sendable {
    var kind: ModelError.Kind
    var text: String
  }

  func can(_ ability: Abilities) -> Bool { abilities.contains(ability) }

  /// Whether requests without a key make no sense anywhere but on this machine.
  var needsKey: Bool { can(.hosted) }

  static func == (one: Provider, other: Provider) -> Bool { one.name == other.name }

  /// The address that is written as `text`; nil if it is none.
  func address(_ text: String) -> ServerAddress? {
    can(.shortAddress) ? ServerAddress(ollamaHost: text) : ServerAddress(text)
  }
}

extension Provider {
  /// The provider of this name; nil if there is none.
  init?(named name: String) {
    guard let known = Self.all.first(where: { $0.name == name }) else { return nil }
    self = known
  }
}
