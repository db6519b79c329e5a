import Foundation
import Templates
import TestSupport
import Testing
import Workspace

struct OwnTemplatesTests {
  private func shipped() throws -> TemplateCatalog {
    try TemplateCatalog.load(from: Checkout.templates)
  }

  @Test func isMadeFromAShippedOneAndLoaded() throws {
    let folder = try TemporaryFolder()
    let own = OwnTemplates(folder.path + "/wisp/templates")
    let base = try #require(shipped()["report"])
    let place = try own.make("ledger", from: base, shipped: Checkout.templates)
    #expect(place == folder.path + "/wisp/templates/ledger")
    let catalog = try TemplateCatalog.load(from: Checkout.templates, own: own)
    let template = try #require(catalog["ledger"])
    #expect(template.summary == "Your own, made from report: say here what it is for.")
    #expect(template.prompt.hasPrefix("## Template `ledger`\n"))
    #expect(template.starter.paths == base.starter.paths)
    // The folder is a whole package, also to those who do not know of parts that are shared.
    let starter = try TemplateFolder(place + "/starter").tree()
    #expect(starter == template.starter)
    let manifest = try AppManifest.parse(
      try #require(template.starter[try SafePath("wisp.json")]))
    #expect(manifest.template == "ledger")
    // Without words of its own it is never guessed.
    for words in ["a report", "ledger", ""] {
      #expect(catalog.choose(for: words).template.name != "ledger")
    }
  }

  @Test(arguments: ["filter", "prompts", "kit", "A", "../x", "a b", ""])
  func refusesNames(_ name: String) throws {
    let folder = try TemporaryFolder()
    let own = OwnTemplates(folder.path + "/templates")
    let base = try #require(shipped()["filter"])
    let error = #expect(throws: TemplateError.self) {
      try own.make(name, from: base, shipped: Checkout.templates)
    }
    #expect(error?.kind == .name)
    #expect(!FileManager.default.fileExists(atPath: own.directory))
  }

  @Test func nothingIsWrittenOver() throws {
    let folder = try TemporaryFolder()
    let own = OwnTemplates(folder.path)
    let base = try #require(shipped()["cli"])
    let place = try own.make("mine", from: base, shipped: Checkout.templates)
    try "changed".write(toFile: place + "/prompt.md", atomically: true, encoding: .utf8)
    #expect(throws: TemplateError.self) {
      try own.make("mine", from: base, shipped: Checkout.templates)
    }
    #expect(try String(contentsOfFile: place + "/prompt.md", encoding: .utf8) == "changed")
  }

  @Test func aNameOfWispsOwnIsSaid() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/tui", withIntermediateDirectories: true)
    let error = #expect(throws: TemplateError.self) {
      try TemplateCatalog.load(from: Checkout.templates, own: OwnTemplates(folder.path))
    }
    #expect(error?.message.contains("Rename it") == true)
  }
}
