import Foundation
import Templates
import TestSupport
import Testing
import Workspace

struct TemplateCatalogTests {
  @Test func holdsTheTemplatesInOrder() throws {
    let catalog = try TemplateCatalog.load(from: Checkout.templates)
    #expect(catalog.templates.map(\.name) == Checkout.templateNames)
    #expect(catalog.templates.count >= 8)
    #expect(catalog["cli"]?.dependencies == ["swift-argument-parser"])
    #expect(catalog["filter"]?.dependencies == [])
    #expect(catalog["nothing"] == nil)
    for template in catalog.templates {
      #expect(template.goodFor.count == 3)
      #expect(!template.summary.isEmpty && !template.prompt.isEmpty)
      #expect(template.icon.count == 1)
      for description in template.goodFor {
        #expect(catalog.choose(for: description).template.name == template.name)
      }
    }
  }

  /// The words that are sent with every request, at four bytes a token.
  @Test func promptsStayShort() throws {
    let system = try PromptTexts.load(from: Checkout.templates).system
    for template in try TemplateCatalog.load(from: Checkout.templates).templates {
      let tokens = (system.utf8.count + template.prompt.utf8.count) / 4
      #expect(tokens < (template.name == "filter" ? 1_600 : 2_500), "\(template.name)")
    }
  }

  @Test(arguments: Checkout.templateNames)
  func startersAreWholePackages(name: String) throws {
    let template = try #require(TemplateCatalog.load(from: Checkout.templates)[name])
    let paths = template.starter.paths.map(\.description)
    for path in ["Package.swift", "wisp.json", ".gitignore", "Sources/App/main.swift"] {
      #expect(paths.contains(path))
    }
    #expect(!paths.contains { path in path.hasPrefix(".build") })
    let bytes = try #require(template.starter[try SafePath("wisp.json")])
    let manifest = try JSONDecoder().decode(AppManifest.self, from: Data(bytes))
    #expect(manifest.name == "starter")
    #expect(manifest.template == name)
    #expect(manifest.permissions == AppManifest.Permissions(ports: template.ports))
    #expect(manifest.examples == [])
  }

  @Test func startersAreReadWithoutWhatBuildingLeavesBehind() throws {
    let folder = try TemporaryFolder()
    for path in ["a/.build/x", "a/Package.resolved", "a/Sources/.hidden", "a/wisp.json"] {
      let file = folder.url.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(path.utf8).write(to: file)
    }
    let tree = try TemplateFolder(folder.path).folder("a").tree()
    #expect(tree.paths.map(\.description) == ["Sources/.hidden", "wisp.json"])
  }

  @Test func saysWhatIsMissing() throws {
    let folder = try TemporaryFolder()
    let empty = #expect(throws: TemplateError.self) {
      try TemplateCatalog.load(from: folder.path)
    }
    #expect(empty?.kind == .missing)
    let absent = #expect(throws: TemplateError.self) {
      try TemplateCatalog.load(from: folder.path + "/absent")
    }
    #expect(absent?.kind == .missing)
    #expect(absent?.description.contains("absent") == true)

    let broken = folder.url.appendingPathComponent("apps/broken")
    try FileManager.default.createDirectory(at: broken, withIntermediateDirectories: true)
    try Data("{}".utf8).write(to: broken.appendingPathComponent("template.json"))
    let malformed = #expect(throws: TemplateError.self) {
      try TemplateCatalog.load(from: folder.path)
    }
    #expect(malformed?.kind == .malformed)
  }

  @Test(arguments: ["share/wisp/Templates", "bin/wisp_Templates.resources"])
  func isFoundBesideTheProgram(place: String) throws {
    let folder = try TemporaryFolder()
    let program = folder.url.appendingPathComponent("bin/wisp").path
    #expect(TemplateCatalog.locate(besideExecutable: program) == nil)
    let prompts = folder.url.appendingPathComponent(place + "/prompts")
    try FileManager.default.createDirectory(at: prompts, withIntermediateDirectories: true)
    try Data().write(to: prompts.appendingPathComponent("system.md"))
    let expected = folder.url.appendingPathComponent(place).resolvingSymlinksInPath().path
    #expect(TemplateCatalog.locate(besideExecutable: program) == expected)
  }

  @Test func isFoundThroughALink() throws {
    let folder = try TemporaryFolder()
    let prompts = folder.url.appendingPathComponent("opt/share/wisp/Templates/prompts")
    let bin = folder.url.appendingPathComponent("opt/bin")
    for place in [prompts, bin] {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }
    try Data().write(to: prompts.appendingPathComponent("system.md"))
    try Data().write(to: bin.appendingPathComponent("wisp"))
    let link = folder.url.appendingPathComponent("wisp")
    try FileManager.default.createSymbolicLink(
      at: link, withDestinationURL: bin.appendingPathComponent("wisp"))
    let found = TemplateCatalog.locate(besideExecutable: link.path)
    #expect(found?.hasSuffix("/opt/share/wisp/Templates") == true)
  }

  #if os(Linux)
  @Test func isShippedWithTheBuild() throws {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    let place = try #require(TemplateCatalog.locate(besideExecutable: program))
    #expect(
      try TemplateCatalog.load(from: place) == TemplateCatalog.load(from: Checkout.templates))
  }
  #endif
}
