import Testing

@testable import LLM

/// A recorded session is read over the API that it was recorded with, at the address that it went to.
@Suite struct ReplayedModelTests {
  @Test(arguments: Provider.all.map(\.name)) func isReadAtItsAddress(_ name: String) throws {
    let provider = try #require(Provider(named: name))
    let address = "http://recorded.example:8080/base"
    let remote = try ModelSelection.replayed("\(name)/some/model", at: address)
    #expect(remote.name == "\(name)/some/model")
    #expect(remote.provider == provider)
    #expect(remote.endpoint.address.description == address)
    #expect(remote.endpoint.addressVariable == provider.addressVariable)
  }

  /// Each row of the table is found by its own name, and no two by the same.
  @Test func everyProviderHasAName() {
    let names = Provider.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.compactMap { Provider(named: $0)?.name } == names)
    #expect(Provider(named: "opnai") == nil)
  }
}
