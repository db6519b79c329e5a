import Testing

@testable import Generation

@Suite struct SessionControlTests {
  private let control = SessionControl()

  private func step() -> Task<Bool, Never> {
    Task { [control] in (try? await control.step()) != nil }
  }

  @Test func goesOn() async throws {
    #expect(await step().value)
    #expect(control.status == .running)
    control.togglePause()
    #expect(control.status == .pausing)
    let held = step()
    control.togglePause()
    #expect(await held.value)
    #expect(control.status == .running)
  }

  @Test func stops() async throws {
    control.togglePause()
    let held = step()
    let watcher = Task { [control] in await control.stopped() }
    control.stop()
    #expect(await held.value == false)
    await watcher.value
    #expect(await step().value == false)
    #expect(control.status == .stopping)
  }

  @Test func cancellationEndsAPause() async throws {
    control.togglePause()
    let held = step()
    let watcher = Task { [control] in await control.stopped() }
    held.cancel()
    watcher.cancel()
    #expect(await held.value == false)
    await watcher.value
    #expect(control.isStopping == false)
  }
}
