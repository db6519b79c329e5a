import Foundation
import Testing

@testable import Files
@testable import Workspace

/// What git takes for a repository is found, and is none any more once it is set aside: real git judges both.
@Suite struct RepositoryTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    /// Paths: one that ends in `/` is a folder, one with `->` a link, the rest are files with what follows `=`.
    var entries: [String]
    /// What is found.
    var found: [String]
    /// Where all of it is afterwards, without the modes of folders; nil where only the count matters.
    var after: [String]?
    var isGits = true

    var testDescription: String { name }
  }

  private static let head = "HEAD=ref: refs/heads/main"

  private static func layout(_ folder: String) -> [String] {
    [head, "objects/", "refs/"].map { folder + "/" + $0 }
  }

  static let cases: [Case] = [
    Case(
      name: "a folder .git", entries: layout(".git"), found: [".git"],
      after: [".git.by-a/", ".git.by-a/HEAD.by-a", ".git.by-a/objects/", ".git.by-a/refs/"]),
    Case(
      name: "deep", entries: layout("a/b/.git") + ["a/b/file="], found: ["a/b/.git"],
      after: [
        "a/", "a/b/", "a/b/.git.by-a/", "a/b/.git.by-a/HEAD.by-a", "a/b/.git.by-a/objects/",
        "a/b/.git.by-a/refs/", "a/b/file",
      ]),
    Case(
      name: "a file .git", entries: layout("b") + ["w/.git=gitdir: ../b"], found: ["b", "w/.git"],
      after: [
        "b.by-a/", "b.by-a/HEAD.by-a", "b.by-a/objects/", "b.by-a/refs/", "w/", "w/.git.by-a",
      ]),
    Case(
      name: "a link .git", entries: layout("b") + ["w/.git->../b"], found: ["b", "w/.git"]),
    Case(
      name: "a link .git to nothing", entries: ["w/.git->../b"], found: ["w/.git"], isGits: false),
    Case(name: "without a worktree", entries: layout("site"), found: ["site"]),
    Case(
      name: "the folder itself", entries: [head, "objects/", "refs/", "x="], found: [""],
      after: ["HEAD.by-a", "objects/", "refs/", "x"]),
    Case(
      name: "what is shared lies elsewhere",
      entries: ["w/" + head, "w/commondir=../c", "c/objects/", "c/refs/"], found: ["w"]),
    Case(
      name: "links in it",
      entries: ["b/HEAD->refs/heads/main", "b/objects->../o", "b/refs/", "o/"], found: ["b"]),
    Case(
      name: "submodules",
      entries: layout(".git") + layout(".git/modules/m") + ["m/.git=gitdir: ../.git/modules/m"],
      found: [".git", "m/.git"]),
    Case(
      name: "names that are taken",
      entries: layout(".git") + [".git.by-a=x", ".git.by-a-2->x", ".git/HEAD.by-a/"],
      found: [".git"],
      after: [
        ".git.by-a", ".git.by-a-2", ".git.by-a-3/", ".git.by-a-3/HEAD.by-a-2",
        ".git.by-a-3/HEAD.by-a/", ".git.by-a-3/objects/", ".git.by-a-3/refs/",
      ]),
    Case(
      name: "a long name", entries: layout(String(repeating: "n", count: 255)),
      found: [String(repeating: "n", count: 255)]),
    Case(
      name: "letters of another case", entries: layout("x/.GIT") + ["y/.Git="],
      found: ["x/.GIT", "y/.Git"]),
    Case(
      name: "Mercurial and Jujutsu", entries: ["x/.hg/hgrc=", "y/.jj/"], found: ["x/.hg", "y/.jj"],
      isGits: false),
    Case(
      name: "nothing of the kind",
      entries: [
        "a/" + head, "b/" + head, "b/objects/", "c/objects/", "c/refs/", ".gitignore=",
        ".github/x=",
        "x.git/y=", "git/", "d/.gitmodules=", "e/head=", "e/heads/",
      ], found: [], isGits: false),
  ]

  @Test(arguments: cases) func isFoundAndSetAside(_ one: Case) async throws {
    let place = try Place(one.entries)
    let folder = HostileFolder(place.path)
    #expect(place.gitSees.isEmpty == !one.isGits)

    let found = folder.repositories()
    #expect(found.found.map(\.path).sorted() == one.found)
    #expect(found.unseen == nil)
    let known = Set(found.found.map(\.identity))
    #expect(folder.repositories(except: known).found == [])
    // Others are not touched.
    let before = place.listing
    #expect(folder.setAside([], suffix: ".by-a") == [])
    #expect(place.listing == before)

    let setAside = folder.setAside(known, suffix: ".by-a")
    #expect(setAside.map(\.repository.path).sorted() == one.found)
    #expect(setAside.allSatisfy { $0.newPath != nil })
    #expect(place.gitSees == [])
    #expect(place.listing.count == before.count)
    if let after = one.after { #expect(place.listing == after.sorted()) }
    #expect(folder.repositories().found == [])
  }

  /// An ordinary user can list neither of them, and rename nothing in the second; git needs neither.
  @Test func folderModesHideNothing() throws {
    let place = try Place(["a/b/.git/HEAD=x"])
    let modes: [(String, mode_t)] = [("/a/b", 0o555), ("/a", 0o311), ("", 0o100)]
    for (path, mode) in modes { try #require(chmod(place.path + path, mode) == 0) }
    let folder = HostileFolder(place.path)
    let found = folder.repositories()
    #expect(found.found.map(\.path) == ["a/b/.git"])
    let setAside = folder.setAside(Set(found.found.map(\.identity)), suffix: ".by-a")
    #expect(setAside.map(\.newPath) == ["a/b/.git.by-a"])
    for (path, mode) in modes.reversed() {
      var status = stat()
      #expect(lstat(place.path + path, &status) == 0 && status.st_mode & 0o777 == mode)
      chmod(place.path + path, 0o700)
    }
    #expect(place.listing == ["a/", "a/b/", "a/b/.git.by-a/", "a/b/.git.by-a/HEAD"])
  }

  @Test func whatCannotBeSearchedIsSaid() throws {
    let deep = Array(repeating: "d", count: 210).joined(separator: "/")
    let place = try Place(["a/.git/", "l->/", deep + "/.git/"])
    let search = HostileFolder(place.path).repositories()
    #expect(search.found.map(\.path) == ["a/.git"])
    #expect(search.unseen == Array(repeating: "d", count: 200).joined(separator: "/"))
    #expect(HostileFolder(place.path + "/none").repositories() == .init())
  }

  @Test(arguments: [
    ("w/src", false), ("w/.git", true), ("w/.git/hooks", true), ("b", true), ("b/hooks", true),
    ("w/.github", false),
  ])
  func tellsWhatLiesInOne(path: String, isIn: Bool) throws {
    let place = try Place(
      ["w/src/", "w/.github/", "w/.git/hooks/", "b/HEAD=", "b/objects/", "b/refs/", "b/hooks/"])
    #expect(HostileFolder.isInRepository(place.path + "/" + path) == isIn)
  }

  /// A folder with entries as a `Case` has them.
  private final class Place {
    let path: String

    init(_ entries: [String]) throws {
      path = NSTemporaryDirectory() + "wisp-repository-\(UUID().uuidString)"
      for entry in entries { try add(entry) }
    }

    private func add(_ entry: String) throws {
      let files = FileManager.default
      if entry.hasSuffix("/") {
        try files.createDirectory(atPath: path + "/" + entry, withIntermediateDirectories: true)
        return
      }
      let link = entry.components(separatedBy: "->")
      let parts =
        link.count == 2
        ? link
        : entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
          String.init)
      let target = path + "/" + parts[0]
      try files.createDirectory(
        atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      if link.count == 2 {
        try #require(symlink(parts[1], target) == 0)
      } else {
        try (parts[1] + "\n").write(toFile: target, atomically: false, encoding: .utf8)
      }
    }

    /// Everything below it; folders end in `/`.
    var listing: [String] {
      let walk = FileManager.default.enumerator(atPath: path)
      var names: [String] = []
      while let name = walk?.nextObject() as? String {
        let isFolder = walk?.fileAttributes?[.type] as? FileAttributeType == .typeDirectory
        names.append(isFolder ? name + "/" : name)
      }
      return names.sorted()
    }

    /// The folders in which git finds a repository.
    var gitSees: [String] {
      ([""] + listing.filter { $0.hasSuffix("/") }).filter { folder in
        let git = Process()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/git")
        git.arguments = ["rev-parse", "--git-dir"]
        let here = (path as NSString).resolvingSymlinksInPath + "/" + folder
        git.currentDirectoryURL = URL(fileURLWithPath: here)
        git.environment = [
          "GIT_CEILING_DIRECTORIES": ((here as NSString).standardizingPath as NSString)
            .deletingLastPathComponent
        ]
        git.standardOutput = FileHandle.nullDevice
        git.standardError = FileHandle.nullDevice
        try? git.run()
        git.waitUntilExit()
        return git.terminationStatus == 0
      }
    }

    deinit { try? HostileFolder(path).remove() }
  }
}
