import Testing

/// What Swift 6's concurrency asks for and a machine can give, in the compiler's words.
struct ConcurrencyRepairTests {
  typealias Case = MachineRepairTests.Case

  private static let shared =
    "is not concurrency-safe because it is nonisolated global shared mutable state "
    + "[#MutableGlobalVariable]"

  private static func unshared(_ name: String, _ type: String) -> String {
    "static property '\(name)' is not concurrency-safe because non-'Sendable' type '\(type)' may "
      + "have shared mutable state [#MutableGlobalVariable]"
  }

  static let constants = [
    Case(
      testDescription: "a static variable that nobody changes",
      text: "enum A {\n  static var limit = 3\n  static func b() -> Bool { limit == 3 }\n}\n",
      message: "static property 'limit' \(shared)", line: 2, column: 14,
      result: "enum A {\n  static let limit = 3\n  static func b() -> Bool { limit == 3 }\n}\n",
      what: "Make limit a constant in Sources/AppCore/A.swift"),
    Case(
      testDescription: "one that is assigned elsewhere",
      text: "enum A {\n  static var limit = 3\n}\n", message: "static property 'limit' \(shared)",
      line: 2, others: ["Sources/AppCore/B.swift": "func b() {\n  A.limit = 4\n}\n"]),
    Case(
      testDescription: "one that grows", text: "var seen: [String] = []\n",
      message: "var 'seen' \(shared)", others: ["Sources/AppCore/B.swift": "  A.seen.append(a)\n"]),
    Case(
      testDescription: "one that is handed over", text: "var seen = 0\n",
      message: "var 'seen' \(shared)", others: ["Tests/AppCoreTests/B.swift": "  count(&A.seen)\n"]),
    Case(
      testDescription: "a regular expression that is stored",
      text: "enum A {\n  public static let line = /a(b)/\n}\n",
      message: unshared("line", "Regex<(Substring, Substring)>"), line: 2,
      result: "enum A {\n  public static var line: Regex<(Substring, Substring)> { /a(b)/ }\n}\n",
      what: "Compute line where it is used in Sources/AppCore/A.swift"),
    Case(
      testDescription: "one made over several lines",
      text: "let a = Regex {\n  \"b\"\n}\nlet c = 1\n",
      message: "let 'a' is not concurrency-safe because non-'Sendable' type 'Regex<Substring>' may",
      result: "var a: Regex<Substring> {\n  return Regex {\n  \"b\"\n}\n}\nlet c = 1\n",
      what: "Compute a where it is used in Sources/AppCore/A.swift"),
    Case(
      testDescription: "a formatter made by a closure",
      text: "enum A {\n  static let b: ISO8601DateFormatter = {\n    c()\n  }()\n}\n",
      message: unshared("b", "ISO8601DateFormatter"), line: 2,
      result:
        "enum A {\n  static var b: ISO8601DateFormatter {\n    return {\n    c()\n  }()\n  }\n}\n",
      what: "Compute b where it is used in Sources/AppCore/A.swift"),
    Case(
      testDescription: "functions in a table",
      text: "let a: [String: (Int, (Int) -> Int) throws -> Int] = [:]\n",
      message:
        "let 'a' is not concurrency-safe because non-'Sendable' type '[String : (Int) -> Int]' may",
      result: "let a: [String: @Sendable (Int, (Int) -> Int) throws -> Int] = [:]\n",
      what: "Mark the functions in a as @Sendable in Sources/AppCore/A.swift",
      notes: ["a function type must be marked '@Sendable' to conform to 'Sendable'"]),
    Case(
      testDescription: "shared objects are not made anew",
      text: "let a = NSMutableArray()\n",
      message: "let 'a' is not concurrency-safe because non-'Sendable' type 'NSMutableArray' may"),
  ]

  static let types = [
    Case(
      testDescription: "a public value and what it is made of",
      text: """
        public struct A: Equatable {
          public private(set) var b: B
          public let run: (Int) -> Int
          public init(run: @escaping (Int) -> Int) {
            let c: (Int) -> Int = run
          }
          var d: Int { 1 }
        }
        public enum B {
          case one(C), two
        }
        public final class C {
          let e = 1
        }
        let all: [A] = []

        """,
      message: "let 'all' is not concurrency-safe because non-'Sendable' type '[A]' may", line: 15,
      result: """
        public struct A: Equatable, Sendable {
          public private(set) var b: B
          public let run: @Sendable (Int) -> Int
          public init(run: @escaping @Sendable (Int) -> Int) {
            let c: (Int) -> Int = run
          }
          var d: Int { 1 }
        }
        public enum B: Sendable {
          case one(C), two
        }
        public final class C: Sendable {
          let e = 1
        }
        let all: [A] = []

        """,
      what: "Make A Sendable in Sources/AppCore/A.swift",
      notes: ["consider making struct 'A' conform to the 'Sendable' protocol"]),
    Case(
      testDescription: "a value that holds something that changes",
      text: "public struct A {\n  let b: B\n}\nclass B {\n  var c = 1\n}\n",
      message: "capture of 'a' with non-Sendable type 'A' in a '@Sendable' closure",
      notes: ["consider making struct 'A' conform to the 'Sendable' protocol"]),
    Case(
      testDescription: "a class of constants", text: "class A {\n  let b = 1\n}\n",
      message: "capture of 'a' with non-Sendable type 'A' in a '@Sendable' closure",
      result: "final class A: Sendable {\n  let b = 1\n}\n",
      what: "Make A Sendable in Sources/AppCore/A.swift",
      notes: ["class 'A' does not conform to the 'Sendable' protocol"]),
    Case(
      testDescription: "a class that others build on",
      text: "class A {\n  let b = 1\n}\nclass C: A {}\n",
      message: "non-final class 'A' cannot conform to the 'Sendable' protocol"),
    Case(
      testDescription: "a class that says it is Sendable", text: "public class A: Sendable {}\n",
      message: "non-final class 'A' cannot conform to the 'Sendable' protocol",
      result: "public final class A: Sendable {}\n",
      what: "Make A final in Sources/AppCore/A.swift"),
    Case(
      testDescription: "a variable of such a class",
      text: "final class A: Sendable {\n  var b = 1\n}\n",
      message: "stored property 'b' of 'Sendable'-conforming class 'A' is mutable", line: 2,
      result: "final class A: Sendable {\n  let b = 1\n}\n",
      what: "Make b a constant in Sources/AppCore/A.swift"),
    Case(
      testDescription: "one that is changed",
      text: "final class A: Sendable {\n  var b = 1\n  func c() { b += 1 }\n}\n",
      message: "stored property 'b' of 'Sendable'-conforming class 'A' is mutable", line: 2),
    Case(
      testDescription: "a function that a value holds",
      text: "struct A: Sendable {\n  let b: () -> Void\n}\n",
      message: "stored property 'b' of 'Sendable'-conforming struct 'A' has non-Sendable type",
      line: 2, result: "struct A: Sendable {\n  let b: @Sendable () -> Void\n}\n",
      what: "Make A Sendable in Sources/AppCore/A.swift",
      notes: ["a function type must be marked '@Sendable' to conform to 'Sendable'"]),
    Case(
      testDescription: "a protocol of values in a table",
      text: "protocol A {\n  var b: Int { get }\n}\nstruct B {\n  static let c: [any A] = []\n}\n",
      message: "static property 'c' is not concurrency-safe because non-'Sendable' type '[any A]'",
      line: 5,
      result:
        "protocol A: Sendable {\n  var b: Int { get }\n}\nstruct B {\n  static let c: [any A] = []\n}\n",
      what: "Make A Sendable in Sources/AppCore/A.swift",
      notes: ["protocol 'A' does not conform to the 'Sendable' protocol"]),
    Case(
      testDescription: "a type of somebody else's", text: "let a = B()\n",
      message: "capture of 'a' with non-Sendable type 'B' in a '@Sendable' closure",
      notes: ["class 'B' does not conform to the 'Sendable' protocol"]),
  ]

  static let program = [
    Case(
      testDescription: "C's standard error", path: "Sources/App/main.swift",
      text: "import Foundation\n\nfputs(\"a\", stderr)\n",
      message: "reference to var 'stderr' is not concurrency-safe because it involves shared",
      line: 3, result: "@preconcurrency import Glibc\nimport Foundation\n\nfputs(\"a\", stderr)\n",
      what: "Take C's stderr for the constant that it is in Sources/App/main.swift"),
    Case(
      testDescription: "and with C's module alone", path: "Sources/App/main.swift",
      text: "import Glibc\nfflush(stdout)\n",
      message: "reference to var 'stdout' is not concurrency-safe because it involves shared",
      line: 2, result: "@preconcurrency import Glibc\nfflush(stdout)\n",
      what: "Take C's stdout for the constant that it is in Sources/App/main.swift"),
    Case(
      testDescription: "a variable of the program, in a function and in one that calls it",
      path: "Sources/App/main.swift",
      text: "var a = 0\nfunc b() {\n  a += 1\n}\nfunc c() { b() }\nfunc d() {}\nc()\n",
      message: "main actor-isolated var 'a' can not be mutated from a nonisolated context", line: 3,
      result:
        "var a = 0\n@MainActor func b() {\n  a += 1\n}\n@MainActor func c() { b() }\nfunc d() {}\nc()\n",
      what: "Keep b, c on the main actor in Sources/App/main.swift",
      notes: ["add '@MainActor' to make global function 'b()' part of global actor 'MainActor'"]),
    Case(
      testDescription: "a shared variable of the program that changes",
      path: "Sources/App/main.swift",
      text: "enum A {\n  static var b = 0\n}\nfunc c() {\n  A.b += 1\n}\n",
      message: "static property 'b' \(shared)", line: 2,
      result: "enum A {\n  @MainActor static var b = 0\n}\n@MainActor func c() {\n  A.b += 1\n}\n",
      what: "Keep b, c on the main actor in Sources/App/main.swift"),
    Case(
      testDescription: "not in AppCore", text: "func b() {\n  A.b += 1\n}\n",
      message: "main actor-isolated property 'b' can not be mutated from a nonisolated context",
      line: 2,
      notes: ["add '@MainActor' to make global function 'b()' part of global actor 'MainActor'"]),
    Case(
      testDescription: "what an actor gives", text: "  print(store.count)\n",
      message: "actor-isolated property 'count' cannot be accessed from outside of the actor",
      column: 15, result: "  print(await store.count)\n",
      what: "Add await in Sources/AppCore/A.swift"),
    Case(
      testDescription: "behind an operator", text: "  let a = 1 + store.count\n",
      message: "actor-isolated property 'count' cannot be accessed from outside of the actor",
      column: 21),
    Case(
      testDescription: "a test that waits", path: "Tests/AppCoreTests/T.swift",
      text: "@Test func a() throws {\n  #expect(await b())\n}\n",
      message: "'async' call in a function that does not support concurrency", line: 2, column: 17,
      result: "@Test func a() async throws {\n  #expect(await b())\n}\n",
      what: "Add async in Tests/AppCoreTests/T.swift"),
  ]

  @Test(arguments: constants + types + program) func repairs(_ example: Case) throws {
    try example.check()
  }
}
