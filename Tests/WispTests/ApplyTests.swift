import Foundation
import Testing

/// `wisp apply`: any folder, any reply, all or nothing.
@Suite struct ApplyTests {
  private func folder(_ files: [String: String]) throws -> (WispProgram, String) {
    let wisp = try WispProgram()
    let folder = wisp.folder + "/my code"
    for (path, text) in files {
      let url = URL(fileURLWithPath: folder + "/" + path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    return (wisp, folder)
  }

  private func files(_ folder: String) throws -> [String: String] {
    var files: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      if let text = try? String(contentsOfFile: folder + "/" + path, encoding: .utf8) {
        files[path] = text
      }
    }
    return files
  }

  private let reply = "Sure!\n\na.txt\n```\nnew\n```\n\nsub/b.txt\n```\nfresh\n```\n"

  @Test func writesWhatTheReplySays() async throws {
    let (wisp, folder) = try folder(["a.txt": "old\n", "c.txt": "c\n"])
    let run = try await wisp.run(["apply", "--dir", folder, "--json"], input: reply)
    #expect(run.status == 0)
    #expect(run.output == #"{"errors":[],"files":["a.txt","sub/b.txt"],"notes":[]}"# + "\n")
    #expect(try files(folder) == ["a.txt": "new\n", "sub/b.txt": "fresh\n", "c.txt": "c\n"])
  }

  @Test func writesNothingWhereOnePieceFails() async throws {
    let (wisp, folder) = try folder(["a.txt": "old\n"])
    let bad = reply + "\n../evil.txt\n```\nx\n```\n"
    let run = try await wisp.run(["apply", "--dir", folder, "--json"], input: bad)
    #expect(run.status == 1)
    #expect(run.output.contains("\"kind\":\"path_escape\""))
    #expect(try files(folder) == ["a.txt": "old\n"])
  }

  @Test func showsADiffAndWritesNothing() async throws {
    let (wisp, folder) = try folder(["a.txt": "old\nsame\n"])
    let run = try await wisp.run(
      ["apply", "--dir", folder, "--diff"], input: "a.txt\n```\nnew\nsame\n```\n")
    #expect(run.status == 0)
    #expect(run.output.contains("-old\n+new\n same\n"))
    #expect(try files(folder) == ["a.txt": "old\nsame\n"])
  }

  @Test(arguments: ["", "I would leave it as it is.\n", "a.txt\n```\nold\n```\n"])
  func aReplyThatChangesNothingIsDone(_ reply: String) async throws {
    let (wisp, folder) = try folder(["a.txt": "old\n"])
    let run = try await wisp.run(["apply", "--dir", folder], input: reply)
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(run.errors.contains("The reply changes nothing."))
    #expect(try files(folder) == ["a.txt": "old\n"])
  }

  @Test func keepsTheFilesLineEndings() async throws {
    let (wisp, folder) = try folder(["a.txt": "old\r\nsame\r\n"])
    let run = try await wisp.run(
      ["apply", "--dir", folder],
      input: "Sure! Here it is:\n\n**a.txt**\n```\nnew\nsame\n```\n\nHope that helps!\n")
    #expect(run.status == 0)
    #expect(run.output == "a.txt\n")
    #expect(try files(folder) == ["a.txt": "new\r\nsame\r\n"])
  }

  @Test func aFolderThatIsNotThereIsAUsageError() async throws {
    let (wisp, folder) = try folder(["a.txt": "old\n"])
    let run = try await wisp.run(["apply", "--dir", folder + "/none"], input: reply)
    #expect(run.status == 2)
    #expect(run.errors.contains("there is no such folder"))
  }
}
