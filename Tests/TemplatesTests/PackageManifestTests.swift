import Templates
import TestSupport
import Testing
import Workspace

struct PackageManifestTests {
  @Test(arguments: Checkout.templateNames)
  func isTheStarterUnderAnotherName(name: String) throws {
    let template = try #require(TemplateCatalog.load(from: Checkout.templates)[name])
    let starter = try #require(template.starter.text(SafePath("Package.swift")))
    #expect(try PackageManifest.render(appName: "starter", template: template) == starter)

    let rendered = try PackageManifest.render(appName: "csv-sum", template: template)
    #expect(rendered.contains("  name: \"csv-sum\",\n"))
    #expect(rendered.contains("    .executable(name: \"csv-sum\", targets: [\"App\"])\n"))
    #expect(!rendered.contains("starter"))
    #expect(rendered.replacing("csv-sum", with: "starter") == starter)
    #expect(try PackageManifest.render(appName: "csv-sum", template: template) == rendered)
  }

  @Test func dependenciesAreOneLineEach() throws {
    let template = try #require(TemplateCatalog.load(from: Checkout.templates)["cli"])
    let rendered = try PackageManifest.render(appName: "a", template: template)
    let line =
      "    .package(url: \"https://github.com/apple/swift-argument-parser\", from: \"1.8.2\")\n"
    #expect(rendered.contains(line))
  }

  @Test(arguments: [
    "", "A", "app name", "a\"", "a\n", "a/b", "1a", "-a", "ä", "a_b", "a\\(x)",
    String(repeating: "a", count: 65),
  ])
  func refusesNamesThatAreMoreThanNames(name: String) throws {
    let template = try #require(TemplateCatalog.load(from: Checkout.templates)["filter"])
    let error = #expect(throws: TemplateError.self) {
      try PackageManifest.render(appName: name, template: template)
    }
    #expect(error?.kind == .name)
  }
}
