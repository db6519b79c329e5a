import Events
import Foundation
import Sandbox
import Testing
import Workspace

@testable import Workbench

/// An app is made, changed, run, kept and discarded by calls, without a terminal and without a child process of
/// wisp.
@Suite(.serialized) struct LifeTests {
  @Test func anAppLives() async throws {
    let notes = FileManager.default.temporaryDirectory.path + "/notes-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: notes, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: notes) }
    let bench = try TestBench(
      replies: [Replies.shout(reading: notes), Replies.withoutMark], answers: [.no, .yes, .yes])
    let workbench = bench.workbench
    let store = try await workbench.store()

    // Made, and told.
    let made = try await workbench.begin(
      NewApp(
        request: Request(kind: .new, text: "turn every line into capitals", name: "shout"),
        template: "filter", life: 3600))
    let first = try await bench.run(made)
    #expect(first.verified, "\(first.message)")
    #expect(bench.events.last == .sessionFinished(first))
    #expect(made.app.record.name == "shout")
    let details = try workbench.details(of: try store.find("shout"))
    let traces = details.traces.filter { $0.with == nil }
    #expect(traces.map(\.example) == details.examples.map(\.name))
    #expect(traces.map(\.cameOut) == ["HEY⏎YOU", "HEY!"])

    // A change that drops an example is asked about; after a no the example stays.
    let changed = try await workbench.change(
      try store.find("shout"), in: store, "no mark any more", limits: Limits(rounds: 1),
      SessionSettings())
    _ = try await bench.run(changed)
    // Its program is the same, and so are all results.
    let compared = bench.events.compactMap { event in
      if case .behaviourCompared(let compared) = event { compared } else { nil }
    }
    #expect(compared.map(\.differences) == [[]])
    #expect(compared.map { $0.inputs > 20 && $0.same == $0.inputs } == [true])
    let asked = bench.asker.asked
    try #require(asked.count == 1)
    guard case .permit(.change(let change)) = asked[0] else {
      Issue.record("asked about \(asked)")
      return
    }
    #expect(change.lost == ["with a mark"])

    // Run: agreed to once, then known.
    let app = try workbench.move(try store.find("shout"), in: store, .undo).app
    for expected in [2, 2] {
      let ready = try await workbench.prepareRun(
        try store.find(app), in: store,
        RunRequest(arguments: ["--mark"], input: .bytes(Array("hey\n".utf8))))
      let end = try await ready.run()
      #expect(end.end.code == 0)
      #expect(String(decoding: end.standardOutput, as: UTF8.self) == "HEY!\n")
      #expect(bench.asker.asked.count == expected)
    }
    guard case .agree(let permissions, "shout") = bench.asker.asked[1] else {
      Issue.record("asked about \(bench.asker.asked)")
      return
    }
    #expect(
      permissions == AppManifest.Permissions(network: [], read: [notes], write: [], ports: []))

    // Kept, with a launcher that the shell does not search.
    let kept = try await workbench.keep(
      try store.find(app), in: store, KeepRequest(install: true, launcherName: "my-shout"))
    #expect(
      kept
        == Kept(
          app: app, name: "shout", product: "shout",
          launcher: bench.folder + "/.local/bin/my-shout", needs: kept.needs,
          isOnPath: false, takesFiles: false))
    guard case .libraries? = kept.needs else {
      Issue.record("it needs \(kept.needs?.text(for: app) ?? "nothing")")
      return
    }
    #expect(try await workbench.list().map(\.id) == [app])
    #expect(try workbench.details(of: try store.find(app)).verified)

    // Discarded with its launcher, and brought back.
    let discarded = try workbench.discard(try store.find(app).record, in: store)
    #expect(discarded == Discarded(app: app, name: "shout", launcher: kept.launcher))
    #expect(try await workbench.list().isEmpty)
    let runtimes = try FileManager.default.contentsOfDirectory(atPath: workbench.home.runtimes)
    #expect(runtimes == [".lock"])
    #expect(
      try workbench.restore(nil, in: store)
        == Restored(app: app, name: "shout", missingLauncher: kept.launcher))
    #expect(try store.find("shout").record.isKept)
  }

  @Test func nobodyAgrees() async throws {
    let bench = try TestBench(replies: [Replies.shout(reading: "/srv")])
    let workbench = bench.workbench
    let store = try await workbench.store()
    let made = try await workbench.begin(
      NewApp(
        request: Request(kind: .new, text: "turn every line into capitals", name: "shout"),
        template: "filter", life: 3600))
    #expect(try await bench.run(made).verified)
    await #expect(throws: UsageError.self) {
      try await workbench.prepareRun(try store.find("shout"), in: store, RunRequest())
    }
    // A model that has nothing more to say ends the session; the app is as it was.
    let changed = try await workbench.change(
      try store.find("shout"), in: store, "whisper", limits: Limits(), SessionSettings())
    #expect(try await bench.run(changed).reason == .model)
    #expect(try workbench.details(of: try store.find("shout")).verified)
  }
}
