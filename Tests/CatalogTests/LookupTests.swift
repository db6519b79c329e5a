import Catalog
import TestSupport
import Testing

/// A text that names an app, and what it must come to.
struct LookupCase: Sendable, CustomTestStringConvertible {
  var text: String?
  /// The id, or the names that it could mean.
  var expected: [String]
  var why: String

  var testDescription: String { "\(text ?? "nothing"): \(why)" }

  /// Newest first; `old-`, `both-` and `gone` have trashed ones, `tool` and `csv-sum-a` are tools.
  ///
  /// Some share a name, as in homes of older versions.
  static let apps = [
    app("gone-0009", trashed: true), app("tool-1212", tool: true), app("csv-sum-aaaa", tool: true),
    app("csv-sum-7f3a"), app("csv-sum-1111"),
    app("csv-plot-2222"), app("both-3333", trashed: true), app("both-4444"),
    app("other-5555", name: "csv-plot-2222"), app("chart-1234", name: "bars"),
    app("mine-1234", name: "shared", kept: true), app("yours-1234", name: "shared"),
    app("old-6666", trashed: true),
    app("old-7777", trashed: true), app("single-8888"),
  ]

  static let all = [
    LookupCase(text: nil, expected: ["csv-sum-7f3a"], why: "the newest app outside the trash"),
    LookupCase(text: "csv-sum-1111", expected: ["csv-sum-1111"], why: "an exact id"),
    LookupCase(text: "CSV-Sum-1111", expected: ["csv-sum-1111"], why: "ids have no case"),
    LookupCase(text: "csv-plot-2222", expected: ["other-5555"], why: "a name before an id"),
    LookupCase(text: "shared", expected: ["mine-1234"], why: "a kept app before others"),
    LookupCase(text: "bars", expected: ["chart-1234"], why: "a name that the id does not have"),
    LookupCase(text: "Bar", expected: ["chart-1234"], why: "the beginning of a name"),
    LookupCase(text: "chart", expected: ["chart-1234"], why: "the beginning of an id"),
    LookupCase(text: "both-3333", expected: ["both-3333"], why: "an exact id in the trash"),
    LookupCase(text: "csv-sum", expected: ["csv-sum", "csv-sum"], why: "a shared name"),
    LookupCase(text: "both", expected: ["both-4444"], why: "the one that is not in the trash"),
    LookupCase(text: "tool", expected: ["tool-1212"], why: "only the tools have it"),
    LookupCase(text: "csv-sum-a", expected: ["csv-sum-aaaa"], why: "a tool by its beginning"),
    LookupCase(text: "single", expected: ["single-8888"], why: "a name"),
    LookupCase(text: "sing", expected: ["single-8888"], why: "a unique beginning"),
    LookupCase(text: "csv-sum-7", expected: ["csv-sum-7f3a"], why: "a beginning with digits"),
    LookupCase(
      text: "csv", expected: ["csv-sum", "csv-sum", "csv-plot", "csv-plot-2222"],
      why: "a shared beginning"),
    LookupCase(text: "gone", expected: ["gone-0009"], why: "only the trash has it"),
    LookupCase(text: "old", expected: ["old-6666", "old-7777"], why: "shared in the trash"),
    LookupCase(text: "7f3a", expected: [], why: "the end is not the beginning"),
    LookupCase(text: "", expected: [], why: "nothing is not everything"),
    LookupCase(text: "%", expected: [], why: "no wildcards"),
    LookupCase(text: "_sv", expected: [], why: "no wildcards"),
  ]
}

@Suite struct LookupTests {
  @Test(arguments: LookupCase.all)
  func aTextNamesAnApp(sample: LookupCase) throws {
    let folder = try TemporaryFolder()
    let catalog = try Catalog(path: folder.catalog)
    for (age, record) in LookupCase.apps.enumerated() {
      let aged = app(
        record.id, name: record.name, age: Double(age), trashed: record.isTrashed,
        tool: record.isTool, kept: record.isKept)
      try catalog.insert(aged)
    }
    let found: [String] =
      switch try catalog.find(sample.text) {
      case .found(let app): [app.id]
      case .ambiguous(let names): names
      case .none: []
      }
    #expect(found == sample.expected)
  }

  @Test func anEmptyCatalogHasNothing() {
    #expect(Lookup(nil, among: []) == .none)
    #expect(Lookup("a", among: []) == .none)
    #expect(Lookup(nil, among: [app("gone-0009", trashed: true)]) == .none)
  }
}
