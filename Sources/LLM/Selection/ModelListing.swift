/// One line of what can be used.
package struct ModelListing: Codable, Sendable, Equatable {
  /// Provider and model, as it is named.
  package var name: String
  /// The address that would be asked, without secrets; nil for the builtin model.
  package var origin: String?
  /// True where nothing is missing.
  package var isReady: Bool
  /// Why it can be used, or what is missing.
  package var note: String
  /// True for the one that is used when nothing is named.
  package var isChosen: Bool
}

extension ModelSelection {
  /// What was found, what would be used when nothing is named, and why.
  ///
  /// Asks servers on this machine only.
  package static func listing(environment: [String: String]) async -> [ModelListing] {
    await ModelSelection(environment: environment).listing()
  }

  func listing() async -> [ModelListing] {
    var listings: [ModelListing] = []
    func add(_ choice: ModelChoice) {
      guard !listings.contains(where: { $0.name == choice.name && $0.origin == choice.origin })
      else { return }
      listings.append(
        ModelListing(
          name: choice.name, origin: choice.origin, isReady: true, note: choice.reason,
          isChosen: false))
    }
    var chosen: ModelChoice?
    do {
      let choice = try await resolve(named: nil)
      chosen = choice
      add(choice)
    } catch {
      listings.append(
        ModelListing(
          name: environment["WISP_MODEL"] ?? "WISP_MODEL", origin: nil, isReady: false,
          note: error.message + " " + error.advice, isChosen: true))
    }
    for provider in [Provider.anthropic, .openai] {
      guard let model = provider.defaultModel else { continue }
      do {
        var choice = try await resolve(named: provider.rawValue)
        if try key(provider) != nil {
          choice = choice.because("\(provider.keyVariable) is set")
        }
        add(choice)
      } catch {
        let name = "\(provider.rawValue)/\(model)"
        listings.append(
          ModelListing(
            name: name, origin: nil, isReady: false,
            note: error.kind == .noKey
              ? "needs \(provider.keyVariable)" : error.message + " " + error.advice,
            isChosen: false))
      }
    }
    for choice in await local() { add(choice) }
    add(builtin(reason: "needs no key"))
    for index in listings.indices
    where listings[index].name == chosen?.name && listings[index].origin == chosen?.origin {
      listings[index].isChosen = true
    }
    return listings
  }
}

extension ModelChoice {
  fileprivate func because(_ reason: String) -> ModelChoice {
    ModelChoice(name: name, reason: reason, origin: origin, backend: backend)
  }
}
