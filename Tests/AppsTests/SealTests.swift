import Testing

@testable import Apps

@Suite struct SealTests {
  @Test func saysByWhichRulesItWasGiven() throws {
    let seal = Seal(tree: "t", contract: "c", toolchain: "s", confinement: "b")
    #expect(seal.rules == Seal.currentRules)
    #expect(Seal(text: try seal.text()) == seal)
  }

  /// Seals of version 0.1 do not name their rules.
  @Test func anOldSealWasGivenByTheRulesOfItsTime() throws {
    let old = Seal(
      text: #"Wisp-Seal: verified\#n{"tree":"t","contract":"c","toolchain":"s","confinement":"b"}"#)
    #expect(old == Seal(tree: "t", contract: "c", toolchain: "s", confinement: "b", rules: "0.1"))
  }
}
