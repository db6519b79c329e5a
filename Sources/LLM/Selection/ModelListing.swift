/// One line of what can be used.
package struct ModelListing: Codable, Sendable, Equatable {
  /// Provider and model, as it is named.
  package var name: String
  /// The address that would be asked, without secrets; nil for the builtin model.
  package var origin: String?
  /// True if nothing is missing.
  package var isReady: Bool
  /// Why it can be used, or what is missing.
  package var note: String
  /// True for the one that is used when nothing is named.
  package var isChosen: Bool
  /// How many tokens of input it reads, if that is known.
  package var contextTokens: Int?
  /// How many tokens of output it writes at most, if that is known.
  package var outputTokens: Int?
}

extension ModelSelection {
  /// What was found, what would be used when nothing is named, and why.
  ///
  /// Asks servers on this machine only, and with `all` also each provider whose key is set for its list
  /// of models; that costs nothing. `configured` is the model that the configuration names.
  package static func listing(
    environment: [String: String], configured: String? = nil, all: Bool = false
  ) async -> [ModelListing] {
    await ModelSelection(environment: environment, configured: configured).listing(all: all)
  }

  func listing(all: Bool = false) async -> [ModelListing] {
    var found = Listings()
    async let servers = localServersFound()
    var chosen: ModelChoice?
    do {
      let choice = try await resolve(named: nil)
      chosen = choice
      found.add(choice)
    } catch {
      found.add(
        missing: variable("WISP_MODEL") ?? configured ?? "no model",
        error.message + " " + error.advice, isChosen: true)
    }
    for provider in Provider.hosted { await add(provider, all: all, to: &found) }
    for server in await servers {
      for model in server.models { found.add(localChoice(model, of: server), model) }
    }
    found.add(builtin(reason: "needs no key"))
    return found.listings.map { listing in
      var listing = listing
      if let chosen, listing.name == chosen.name, listing.origin == chosen.origin {
        listing.isChosen = true
      }
      return listing
    }
  }

  /// The default model of a hosted provider, or what it needs; with `all` every model that it lists.
  private func add(_ provider: Provider, all: Bool, to found: inout Listings) async {
    do {
      let address = try address(provider)
      let key = try key(provider, at: address)
      // Another server than OpenAI's own is asked in its own name.
      let isGateway = provider.can(.gateways) && ServerProfile.of(address).title != provider.title
      let spoken = isGateway ? Provider.openAICompatible : provider
      if all, key != nil {
        let reason = "\(key?.variable ?? "") is set"
        for model in await probe(spoken, at: address, key: key) {
          found.add(choice(spoken, at: address, model: model.id, key: key, reason: reason), model)
        }
      }
      guard !isGateway else { return }
      var choice = try await resolve(named: provider.name)
      if let key { choice = choice.because("\(key.variable) is set") }
      found.add(choice)
    } catch {
      guard let model = provider.defaultModel else { return }
      found.add(
        missing: "\(provider.name)/\(model)",
        error.kind == .noKey
          ? "needs \(provider.keyVariables[0])" : error.message + " " + error.advice)
    }
  }
}

/// Listings as they are found, each name once for each address.
private struct Listings {
  var listings: [ModelListing] = []

  /// Adds a model that is ready; what `facts` do not tell of it is looked up in the price table.
  mutating func add(_ choice: ModelChoice, _ facts: ModelFacts? = nil) {
    let same = listings.firstIndex { $0.name == choice.name && $0.origin == choice.origin }
    if let same {
      listings[same].contextTokens = facts?.contextTokens ?? listings[same].contextTokens
      listings[same].outputTokens = facts?.outputTokens ?? listings[same].outputTokens
      return
    }
    let known = PriceTable.current
    listings.append(
      ModelListing(
        name: choice.name, origin: choice.origin, isReady: true, note: choice.reason,
        isChosen: false,
        contextTokens: facts?.contextTokens ?? known.contextTokens(model: choice.name),
        outputTokens: facts?.outputTokens ?? known.maxOutputTokens(model: choice.name)))
  }

  mutating func add(missing name: String, _ note: String, isChosen: Bool = false) {
    guard !listings.contains(where: { $0.name == name }) else { return }
    listings.append(
      ModelListing(name: name, origin: nil, isReady: false, note: note, isChosen: isChosen))
  }
}

extension ModelChoice {
  fileprivate func because(_ reason: String) -> ModelChoice {
    ModelChoice(name: name, reason: reason, origin: origin, backend: backend)
  }
}
