import Foundation
import SwiftParser
import SwiftSyntax
import Testing

@testable import Toolchain

/// Code that a model may not write.
struct RefusalTests {
  @Test(arguments: [
    ("func f() { exit(0) }", [1]), ("func f() {\n  Glibc._exit(0)\n}", [2]),
    ("import Glibc\nlet end: (Int32) -> Never = quick_exit", [2]),
    ("let f = dlsym(nil, \"x\")", [1]), ("func f() { _ = syscall(1) }", [1]),
    ("@_cdecl(\"write\") public func f() {}", [1]), ("@_silgen_name(\"x\") func f()", [1]),
    ("@c(write) public func f() {}", [1]),
    (
      "@freestanding(expression) macro a() -> Int = #externalMacro(module: \"M\", type: \"T\")", [1]
    ),
    ("infix operator <>", [1]), ("precedencegroup P {}", [1]),
    ("func == (a: Int, b: Int) -> Bool { true }", [1]),
    ("extension Int { static func == (a: Int, b: Int) -> Bool { true } }", [1]),
    ("func f() { func == (a: Int, b: Int) -> Bool { true } }", [1]),
    ("func XCTAssertEqual(_ a: Int, _ b: Int) {}", [1]),
    ("func exit(_ code: String) {}\nfunc f() { exit(0) }", [1, 2]),
    ("struct A { static func == (a: A, b: A) -> Bool { true } }", []),
    ("struct A {}\nextension A { static func < (a: A, b: A) -> Bool { true } }", []),
    ("enum Door { case exit }\nlet d = Door.exit\nlet e: Door = .exit", []),
    ("struct Maze { var exit: Int\n  func f(_ p: Int) -> Bool { p == exit } }", []),
    ("struct Maze { func exit(_ way: Int) {}\n  func f() { exit(1) } }", []),
    ("struct Maze { var exit: Int }\nextension Maze { var g: Int { exit } }", []),
    ("func f(_ rooms: [Int]) { for exit in rooms { print(exit) } }", []),
    ("func f() { let exit = 1\n  print(exit) }", []),
    ("func f(_ x: Int?) { if let fork = x { print(fork) } }", []),
    ("func f(x: [Int]) { x.forEach { fork in print(fork) } }", []),
    ("func f(_ x: Int?) { if let exit = x { print(exit) } else { exit(0) } }", [1]),
  ])
  func core(source: String, lines: [Int]) {
    let file = Parser.parse(source: source)
    #expect(!file.hasError)
    let found = ForbiddenCode([("Sources/AppCore/A.swift", file)], in: .core).refusals
    #expect(found.map(\.refusal.line) == lines, "\(found)")
  }

  @Test func testsMayNotHandOnImports() {
    let file = Parser.parse(source: "@_exported import Foundation\n")
    #expect(ForbiddenCode([("a", file)], in: .core).refusals.isEmpty)
    #expect(ForbiddenCode([("a", file)], in: .tests).refusals.map(\.refusal.line) == [1])
  }

  private static let accepted = """
    import Testing
    @testable import AppCore

    func run(_ x: [Int]) -> Int { total(x) }
    @Suite struct Sums { @Test func adds() { #expect(run([1]) == 1 && TodoList().isEmpty) } }
    """

  @Test(arguments: [
    ("func total(_ n: [Int]) -> Int { 1 }", [1]), ("let total = { (n: [Int]) in 1 }", [1]),
    ("@Test func total() {}", [1]), ("struct TodoList {}", [1]), ("typealias TodoList = Int", [1]),
    ("enum Testing {}", [1]), ("enum AppCore { static func total(_ n: [Int]) -> Int { 1 } }", [1]),
    ("func run(_ x: Array<Int>, more: Int = 0) -> Int { 1 }", [1]),
    ("typealias IntegerLiteralType = String", [1]), ("func __checkValue() {}", [1]),
    ("extension Int { var isFine: Bool { true } }", [1]),
    ("extension Sums { func total() {} }", [1]),
    ("#if os(Linux)\nfunc total() {}\n#endif", [2]), ("print(1)", [1]),
    ("private func total(_ n: [Int]) -> Int { 1 }", []),
    ("fileprivate extension Int { var isFine: Bool { true } }", []),
    ("import Foundation\n@Test func more() {}", []),
    (
      "@Suite struct More { func total() {}\n  @Test func a() {} }\nextension More { func b() {} }",
      []
    ),
    ("func helper() {}\nlet sample = [1]", []),
  ])
  func added(source: String, lines: [Int]) {
    let found = AddedTests.refusals(
      in: Parser.parse(source: source), besides: [Parser.parse(source: Self.accepted)])
    #expect(found.map(\.line) == lines, "\(found)")
  }

  /// The starters and the recipes of the builtin model, by their folders.
  static let shipped: [String] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().path + "/../../../Templates"
    let all = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
    return all.filter { $0.hasSuffix("/Sources/AppCore") }.map {
      "\(root)/\($0.dropLast("/Sources/AppCore".count))"
    }.sorted()
  }()

  @Test(arguments: shipped) func nothingShippedIsRefused(folder: String) throws {
    for (part, place) in [("Sources/AppCore", ForbiddenCode.Place.core), ("Tests", .tests)] {
      let names = try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/\(part)")
      let files = try names.filter { $0.hasSuffix(".swift") }.map { name in
        let text = try String(contentsOfFile: "\(folder)/\(part)/\(name)", encoding: .utf8)
        return (path: name, syntax: Parser.parse(source: text))
      }
      #expect(!files.isEmpty)
      #expect(ForbiddenCode(files, in: place).refusals.map(\.path) == [])
      guard place == .tests else { continue }
      let helpers = files.reduce(into: Set<String>()) {
        $0.formUnion(EmptyTests.File($1.syntax).helpers)
      }
      for (_, syntax) in files {
        let empty = EmptyTests.File(syntax).functions(helpers: helpers).filter(\.isEmpty)
        #expect(empty.map(\.name) == [])
      }
    }
  }
}
