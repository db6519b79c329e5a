import ConfinedChecks
import Events
import Foundation
import Templates
import TestSupport
import Testing
import Workspace

/// The starters are what every app begins with: checked as apps are, confined and the direct way.
@Suite(.serialized)
struct StarterTests {
  @Test(arguments: Checkout.templateNames)
  func isGreenAsItStands(name: String) async throws {
    let starter = try #require(TemplateCatalog.load(from: Checkout.templates)[name]).starter
    try expectGreen(try await ConfinedChecks().check(starter, isDistrusted: true))
  }

  /// What several starters share has tests of its own.
  @Test func theKitIsGreen() async throws {
    let folder = URL(fileURLWithPath: Checkout.templates).appendingPathComponent("kit").path
    try expectGreen(try await ConfinedChecks().check(try TemplateFolder(folder).tree()))
  }

  /// Passed without a word of the compiler's, and by the direct way.
  private func expectGreen(_ verdict: Verdict) throws {
    #expect(verdict.outcome == .passed, "\(verdict)")
    #expect(verdict.diagnostics == [])
    #expect(verdict.tests.passed >= 2)
    let compile = try #require(verdict.gates.first { $0.gate == .compile })
    #expect(compile.detail == "", "built by swift build, not directly")
  }
}
