import SwiftCode
import Testing

/// What is left of a file without its bodies.
@Suite struct SwiftOutlineTests {
  @Test(arguments: [
    (
      "import Foundation\n\n/// Doc.\npublic func f(_ a: Int,\n  b: Int = 2) throws -> Int {\n  a\n}\n",
      "public func f(_ a: Int, b: Int = 2) throws -> Int\n"
    ),
    (
      "struct S: Equatable {\n  var a = 1, b: Int?\n  private var c = 2\n  init(a: Int) { self.a = a }\n  var d: Int { a }\n}",
      "struct S: Equatable {\n  var a = 1, b: Int?\n  init(a: Int)\n  var d: Int\n}\n"
    ),
    (
      "enum E: String, Sendable { case a, b(Int)\n indirect case c }\nextension E {}",
      "enum E: String, Sendable {\n  case a, b(Int)\n  indirect case c\n}\nextension E {}\n"
    ),
    (
      "protocol P<A> { associatedtype A; func f() -> A; subscript(i: Int) -> A { get } }\ntypealias T = [Int]",
      "protocol P<A> {\n  associatedtype A\n  func f() -> A\n  subscript(i: Int) -> A\n}\ntypealias T = [Int]\n"
    ),
    (
      "private func f() {}\nfileprivate struct S {}\npublic private(set) var a: Int = 1",
      "public private(set) var a: Int = 1\n"
    ),
    (
      "let words = [\(String(repeating: "\"word\", ", count: 20))]\nlet typed: [String] = [\(String(repeating: "\"word\", ", count: 20))]",
      "let words = …\nlet typed: [String]\n"
    ),
    ("print(1)\nfunc f() {}\nf()", "func f()\n// Statements follow.\n"),
    (
      "@Suite struct T {\n  let a = 1\n  @Test(\"says\") func one() {}\n  @Test func two() {}\n  func help() {}\n}\n@Test func three() {}",
      "@Suite struct T {\n  let a = 1\n  func help()\n  // Tests: one, two\n}\n// Tests: three\n"
    ),
    ("", "\n"),
  ])
  func namesWhatAFileDeclares(text: String, outline: String) {
    #expect(SwiftOutline.declarations(of: text) == outline)
  }

  @Test func onlyWhatIsPublicIsAnInterface() {
    let text = """
      struct Own { public var a = 1 }
      public struct Given {
        public let a: Int
        var b: Int
        public init() {}
      }
      public protocol P { func f() }
      extension Given { func g() {} }
      extension Given { public func h() {} }
      """
    #expect(
      SwiftOutline.interface(of: text)
        == """
        public struct Given {
          public let a: Int
          public init()
        }
        public protocol P {
          func f()
        }
        extension Given {
          public func h()
        }

        """)
  }

  @Test func aTestAtALineAndHelpersAreWhole() {
    let text = """
      func help() -> Int {
        1
      }

      /// One.
      @Test func one() {
        #expect(help() == 1)
      }

      @Test func two() {
        #expect(help() == 2)
      }
      """
    #expect(
      SwiftOutline.tests(of: text, whole: [11])
        == """
        func help() -> Int {
          1
        }
        @Test func two() {
          #expect(help() == 2)
        }
        // Tests: one

        """)
  }

  @Test func namesAreTold() {
    let names = SwiftOutline.names(
      in: "struct S { var a = b }\nextension S { func x() {} }\nlet (k), l = 1\nfunc f() { g(c) }")
    #expect(names.declared == ["S", "x", "(k)", "l", "f"])
    #expect(names.used == ["S", "a", "b", "x", "k", "l", "f", "g", "c"])
  }

  @Test func whatIsNestedTooDeeplyHasNoOutline() {
    let text = String(repeating: "(", count: 100_000)
    #expect(SwiftOutline.declarations(of: text) == nil)
    #expect(SwiftOutline.names(in: text).used == [])
  }
}
