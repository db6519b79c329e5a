import Foundation
import TestSupport
import Testing

/// `wisp` killed with SIGKILL during confined runs and checks: nothing of it goes on running.
///
/// A few kills here; `make kills` does 50.
@Suite struct KillTests {
  @Test func nothingIsLeft() async throws {
    let script = Checkout.script("kills")
    let environment = try WispProgram(["ROUNDS": "6", "SEED": "6"]).environment
    let run = try await WispProgram.run(
      "/usr/bin/env", ["python3", script, Checkout.products + "/wisp"],
      environment: environment, directory: "/")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("killed 6 times: no process left, no lock, "))
  }
}
