import Foundation
import Testing

@testable import Toolchain

@Suite struct LinkTests {
  @Test func whatClangWouldStart() throws {
    let output = """
      clang version 21.0.0
      InstalledDir: /toolchain/usr/bin
       "/toolchain/usr/bin/ld.lld" "-pie" "-o" "/wisp/program" "/lib/crti.o" "/dev/null" "-lc"

      """
    let settings = try #require(LinkSettings(clang: output))
    #expect(LinkSettings(lines: settings.lines) == settings)
    #expect(
      settings.command(linking: ["/a b.o", "-lFoundation"], to: "/scratch/x") == [
        "/toolchain/usr/bin/ld.lld", "-pie", "-o", "/scratch/x", "/lib/crti.o", "/a b.o",
        "-lFoundation", "-lc",
      ])
  }

  @Test(arguments: [
    "", "clang: error: invalid linker name in argument '-fuse-ld=lld'\n",
    " \"/usr/bin/ld\" \"-o\" \"/wisp/program\"\n", " \"ld\" \"/wisp/program\" \"/dev/null\"\n",
  ])
  func isNoCommand(_ output: String) {
    #expect(LinkSettings(clang: output) == nil)
  }

  @Test func whatObjectsAskFor() throws {
    let options = ["-lFoundation", "-lswift_Concurrency", "-lstdc++"]
    #expect(try autolinked(SampleObject(options: options).bytes) == options)
    #expect(try autolinked(SampleObject(options: nil).bytes) == [])
    #expect(try autolinked(SampleObject(options: ["-lm", "--script=/app/x"]).bytes) == nil)
    #expect(try autolinked(SampleObject(options: ["-l/app/x"]).bytes) == nil)
  }

  @Test func whatIsNoObject() throws {
    let whole = SampleObject(options: ["-lm"]).bytes
    for length in stride(from: 0, to: whole.count, by: 5) {
      // Cut anywhere it asks for nothing rather than for something else.
      #expect(try autolinked(Array(whole.prefix(length))) == nil)
    }
    for place in stride(from: 0, to: whole.count, by: 3) {
      var changed = whole
      changed[place] = 0xFF
      // No number in it leads anywhere but to an answer.
      _ = try autolinked(changed)
    }
  }

  private func autolinked(_ bytes: [UInt8]) throws -> [String]? {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return ObjectFile.autolinked(by: file.path)
  }
}
