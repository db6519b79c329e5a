import SwiftParser
import Testing

@testable import Toolchain

/// Where a module's source gets its mutants.
struct MutantWriterTests {
  @Test(arguments: [
    (
      "func f(_ x: Int) throws(E) -> Int {\n  x\n}",
      "func f(_ x: Int) throws(E) -> Int { wisp__value((), 1); func wisp__body() throws(E) -> Int {\n  x\n}; return try wisp__value(try wisp__body(), 1) }",
      ["f value"]
    ),
    ("func f() {}", "func f() { if wisp__off(1) { return };}", ["f effect"]),
    ("func f() -> Never { fatalError() }", "func f() -> Never { fatalError() }", []),
    ("func f() rethrows -> Int { 1 }", "func f() rethrows -> Int { 1 }", []),
    (
      "struct S { var a: [Int] { [1] } }",
      "struct S { var a: [Int] { wisp__value((), 1); func wisp__body() -> [Int] { [1] }; return wisp__value(wisp__body(), 1) } }",
      ["a value"]
    ),
    (
      "struct S { init() {}\n  init(_ a: Int) { b = a } }",
      "struct S { init() { wisp__value((), 1); wisp__self(&self, 1) }\n  init(_ a: Int) { wisp__value((), 2); b = a ; wisp__self(&self, 2) } }",
      ["S value", "S value"]
    ),
    ("final class C { init(_ a: Int) {} }", "final class C { init(_ a: Int) {} }", []),
    (
      "struct S { mutating func f() -> Int { 1 } }",
      "struct S { mutating func f() -> Int { let wisp__old = self; defer { if wisp__off(1) { self = wisp__old } }; wisp__value((), 2); func wisp__body() -> Int { 1 }; return wisp__value(wisp__body(), 2) } }",
      ["f effect", "f value"]
    ),
    ("struct S { let a = 1\n  var b = { 2 }() }", "struct S { let a = 1\n  var b = { 2 }() }", []),
    ("@Builder func f() -> Int { 1 }", "@Builder func f() -> Int { 1 }", []),
  ])
  func writes(source: String, mutated: String, mutants: [String]) {
    let module = MutantWriter.write(["A.swift": source])
    #expect(module.files == ["A.swift": mutated])
    #expect(module.mutants.map { "\($0.name) \($0.change.rawValue)" } == mutants)
    #expect(module.mutants.map(\.number) == Array(1..<(mutants.count + 1)))
    #expect(!Parser.parse(source: mutated).hasError)
  }

  @Test func whatDoesNotCompileIsLeftAlone() {
    let source = "func f() -> Int { 1 }\nfunc g() -> Int { 1 }"
    let module = MutantWriter.write(
      ["A.swift": source], dropping: [TestPlace(file: "A.swift", line: 1)])
    #expect(module.mutants.map(\.name) == ["g"])
  }

  @Test func namesGoThroughHelpers() {
    let source = """
      private let table = parsed("a")
      func check(_ x: Int) { #expect(total(x) == 1) }
      struct Sums {
        let game = Game()
        @Test func adds() { check(3); #expect(table.rows == 2) }
      }
      @Test(arguments: Unit.all) func other(unit: Unit) { print(unit.name) }
      """
    let names = TestNames(
      [("T.swift", Parser.parse(source: source))],
      among: ["total", "parsed", "rows", "Game", "Unit", "all", "name", "unused"])
    #expect(names.tests.map(\.name) == ["adds", "other"])
    #expect(names.tests.map(\.place.line) == [5, 7])
    #expect(names.tests[0].names.names == ["total", "parsed", "rows", "Game"])
    #expect(names.tests[1].names.names == ["Unit", "all", "name"])
    #expect(names.tests[1].names.isDisjoint(with: ["total", "Game"]))
  }

  /// Each of many tests reaches all of a long chain, which also leads back to its beginning.
  @Test func manyTestsThroughManyHelpers() {
    let count = 3_000
    let helpers = (0..<count).map { "func h\($0)() { h\(($0 + 1) % count)(); a\($0)() }" }
    let tests = (0..<count).map { "@Test func t\($0)() { h\($0)() }" }
    let names = TestNames(
      [("T.swift", Parser.parse(source: (helpers + tests).joined(separator: "\n")))],
      among: Set((0..<500).map { "a\($0)" }))
    #expect(names.tests.count == count)
    #expect(names.tests.allSatisfy { $0.names.names.count == 500 })
  }
}
