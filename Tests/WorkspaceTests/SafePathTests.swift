import Testing

@testable import Workspace

@Suite struct SafePathTests {
  @Test(arguments: [
    ("Sources/App/main.swift", "Sources/App/main.swift"),
    ("./a.txt", "a.txt"), ("a//b///c.txt", "a/b/c.txt"), ("a/./b", "a/b"), ("folder/", "folder"),
    (".gitignore", ".gitignore"), ("a/.build/x", "a/.build/x"), ("..a/b..", "..a/b.."),
    ("name with blanks.txt", "name with blanks.txt"), ("日本/語.md", "日本/語.md"),
    ("pages/[id].tsx", "pages/[id].tsx"), ("a~b", "a~b"), ("xy:z", "xy:z"),
    ("git~", "git~"), ("git~1a", "git~1a"), ("agit~1", "agit~1"), ("e\u{301}/x", "e\u{301}/x"),
  ])
  func normalises(_ text: String, _ expected: String) throws {
    #expect(try SafePath(text).description == expected)
  }

  @Test(arguments: [
    ("", "empty"), (".", "no file"), ("./", "no file"), ("/", "absolute"),
    ("/etc/passwd", "absolute"),
    ("//server/x", "absolute"), ("..", "leaves"), ("a/../b", "leaves"), ("a/../../b", "leaves"),
    ("~", "home"), ("~root/x", "home"), ("./~/x", "home"), (".//C:/x", "drive"), ("C:/x", "drive"),
    ("c:x", "drive"), ("a\\b", "backslash"),
    ("a\u{0}b", "control"), ("a\nb", "control"), ("a\u{7F}", "control"),
    ("a\u{202E}b", "invisible"),
    (".g\u{200C}it/config", "invisible"), (".git\u{200B}/config", "invisible"),
    ("a\u{FEFF}", "invisible"), ("a\u{AD}b", "invisible"), ("a\u{E0041}", "invisible"),
    ("Sources/AppCore/\u{301}x.swift", "combining mark"), ("\u{903}x", "combining mark"),
    ("a/\u{20DD}", "combining mark"), ("./\u{301}", "combining mark"),
    ("git~1/config", ".git"), ("sub/GIT~23", ".git"), (".git:x", ".git"), ("git~1:x/y", ".git"),
    (".git::$INDEX_ALLOCATION/x", ".git"),
    (".git", ".git"), (".git/config", ".git"), (".GIT/config", ".git"), (".Git./x", ".git"),
    ("sub/.git/hooks/x", ".git"), (".build/x", ".build"), (".BUILD", ".build"),
    (".swiftpm/x", ".swiftpm"),
  ])
  func refuses(_ text: String, _ reason: String) {
    #expect {
      try SafePath(text)
    } throws: { error in
      (error as? SafePath.Refusal)?.description.contains(reason) == true
    }
  }

  @Test func refusesWhatIsTooLong() {
    #expect(throws: SafePath.Refusal.self) {
      try SafePath(String(repeating: "a/", count: 501) + "b")
    }
  }

  @Test func keepsTheBytesOfBothCompositions() throws {
    let composed = try SafePath("caf\u{E9}")
    let decomposed = try SafePath("cafe\u{301}")
    #expect(Array(composed.description.utf8) != Array(decomposed.description.utf8))
    #expect(composed == decomposed)
  }

  @Test func theRefusalIsReadable() {
    #expect {
      try SafePath("a\u{202E}b\u{200B}")
    } throws: { error in
      "\(error)" == "The path 'a\u{FFFD}b\u{FFFD}' is refused: it holds an invisible character."
    }
  }

  @Test func knowsItsParts() throws {
    let path = try SafePath("a/b/c.Swift")
    #expect(path.name == "c.Swift")
    #expect(path.fileExtension == "swift")
    #expect(path.ancestors.map(\.description) == ["a", "a/b"])
  }
}
