import Foundation
import History
import Templates
import Testing
import Workspace

@testable import Apps
@testable import Catalog
@testable import Events

/// What an app is called from its first day to its second life.
@Suite struct NameTests {
  private func withStore(_ body: (AppStore) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.path + "/wisp names \(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    try body(
      AppStore(
        home: Home(
          environment: ["WISP_HOME": root + "/home", "XDG_CACHE_HOME": root + "/cache"],
          currentDirectory: "/")))
  }

  private func born(
    _ store: AppStore, name: String? = nil, tool: Bool = false, as text: String = "count words"
  ) throws -> AppStore.Found {
    try store.create(
      request: Request(kind: .new, text: text, name: name, limits: Limits()),
      template: ContractTests.template, model: "m", expires: nil, isTool: tool)
  }

  /// Commits a contract of a name as the app's first iteration.
  private func writes(_ contract: String, _ app: AppStore.Found) throws {
    var tree = ContractTests.template.starter
    tree[try SafePath("wisp.json")] = Array(
      ContractTests.manifest(ContractTests.example).replacing("shout", with: contract).utf8)
    _ = try app.history.record(
      tree,
      IterationRecord(
        subject: "Write it", body: "", number: 1, kind: .write, model: "m", verdict: nil),
      at: Date())
  }

  private func names(_ store: AppStore) throws -> [String] {
    try store.catalog.all().map(\.name).sorted()
  }

  @Test func theNameComesWithTheContractAndStays() throws {
    try withStore { store in
      let first = try born(store)
      #expect(first.record.name == "count-words" && !first.record.isNamed)
      let second = try born(store)
      #expect(second.record.name == "count-words-2")
      for app in [first, second] { try writes("shout", app) }
      #expect(try store.update(first.directory).name == "shout")
      #expect(try store.update(second.directory).name == "shout-2")
      // Another contract is no other name, nor is a name that has become free.
      try writes("whisper", second)
      try store.discard(store.find("shout").record)
      #expect(try store.update(second.directory).name == "shout-2")
      #expect(try store.find("shout-2").record.id == second.record.id)
    }
  }

  @Test func aGivenNameIsAsWritten() throws {
    try withStore { store in
      let app = try born(store, name: "mine")
      try writes("shout", app)
      #expect(try store.update(app.directory).name == "mine")
      #expect(try born(store, name: "mine").record.name == "mine-2")
    }
  }

  @Test func aToolGoesByItsIDUntilItIsKept() throws {
    try withStore { store in
      let tool = try born(store, tool: true)
      #expect(tool.record.name == tool.record.id)
      try writes("shout", tool)
      #expect(try store.update(tool.directory).name == tool.record.id)
      let app = try born(store)
      try writes("shout", app)
      #expect(try store.update(app.directory).name == "shout")
      #expect(try store.keep(tool.directory).name == "shout-2")
      let named = try born(store, name: "pipe", tool: true)
      try writes("shout", named)
      #expect(try store.keep(named.directory).name == "pipe")
    }
  }

  @Test func forksAndRestoredAppsGetNamesOfTheirOwn() throws {
    try withStore { store in
      let app = try born(store, name: "words")
      try writes("shout", app)
      func fork(_ name: String?) throws -> AppRecord {
        try store.fork(app, at: nil, name: name, expires: nil).record
      }
      #expect(
        try [fork(nil), fork("other"), fork(nil)].map(\.name) == ["words-2", "other", "words-3"])
      try store.discard(app.record)
      let other = try store.fork(
        store.find("other"), at: nil, name: "words", expires: nil)
      #expect(other.record.name == "words")
      let trashed = try #require(try store.catalog.app(id: app.record.id))
      #expect(try store.restore(trashed).name == "words-4")
      #expect(try names(store) == ["other", "words", "words-2", "words-3", "words-4"])
    }
  }

  @Test func renaming() throws {
    try withStore { store in
      let app = try born(store, name: "words")
      let other = try born(store, name: "other")
      #expect(try store.giveName("sums", to: app).name == "sums")
      let renamed = try store.find("sums")
      #expect(renamed.record.id == app.record.id)
      for (name, refusal) in [
        ("other", NameRefused.taken("other")), (other.record.id, .taken(other.record.id)),
        ("Sums", .noName("Sums")), ("", .noName("")), ("-a", .noName("-a")),
        ("a b", .noName("a b")),
        ("sums", .same("sums")),
      ] {
        #expect(throws: refusal) { try store.giveName(name, to: renamed) }
      }
      let lock = try AppLock(app.directory, isSession: true)
      #expect(throws: AppBusy(name: "sums", isSession: true)) {
        try store.giveName("more", to: renamed)
      }
      lock.release()
      #expect(try names(store) == ["other", "sums"])
      // The files tell it, too: a catalog made anew has the same names.
      try store.catalog.remove(id: app.record.id)
      try store.rebuild()
      #expect(try names(store) == ["other", "sums"])
    }
  }

  /// A home whose catalog is lost and whose files are of a version without names.
  @Test func filesOfAnOlderVersionAreNamedByTheirContracts() throws {
    try withStore { store in
      var ids: [String] = []
      for (number, name) in ["words", "more", "last"].enumerated() {
        let app = try born(store, name: name)
        if number < 2 { try writes("shout", app) }
        ids.append(app.record.id)
        var record = app.record
        record.isKept = number == 1
        var facts = AppFacts(record)
        facts.isNamed = nil
        try facts.write(to: app.directory)
        try store.catalog.remove(id: app.record.id)
      }
      try store.rebuild()
      let names = try store.catalog.names()
      #expect(ids.map { names[$0] } == ["shout-2", "shout", "last"])
    }
  }

  @Test(arguments: [
    ("pomdoro", "focus"), ("pomodoro-timr", "focus"), ("focsu", "focus"), ("sum", nil),
    ("csv-smu", "csv-sum"), ("plots", nil), ("tiemr", "focus"), ("", nil),
  ]) func aMistypedName(word: String, meant: String?) throws {
    func listed(_ id: String, _ name: String) -> ListedApp {
      ListedApp(
        id: id, name: name, summary: "", status: .draft, template: "", model: "", createdAt: 0,
        iterations: 0)
    }
    let guess = AppGuess([
      listed("csv-sum-1234", "csv-sum"), listed("pomodoro-timer-minutes-01a7", "focus"),
    ])
    #expect(guess.nearest(to: word) == meant)
  }
}
