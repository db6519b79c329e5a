import Foundation
import TestSupport
import Testing

@testable import Toolchain

/// What a test program tells, and what nobody else can.
struct ChannelTests {
  /// The test vectors of SipHash's authors: the key 00 01 … 0f, the input 00 01 … of that length.
  @Test(arguments: [(8, 0x93f5_f579_9a93_2462), (15, 0xa129_ca61_49be_45e5)] as [(Int, UInt64)])
  func theCodeIsSipHash(count: Int, code: UInt64) {
    let key = (0x0706_0504_0302_0100 as UInt64, 0x0f0e_0d0c_0b0a_0908 as UInt64)
    #expect(channelTag(key, 0x0706_0504_0302_0100, (8..<count).map { UInt8($0) }) == code)
  }

  /// The test program has the same function.
  @Test func bothEndsAgree() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/Toolchain/TestEntry/ChannelTag.swift")
    #expect(try String(contentsOf: file, encoding: .utf8) == Self.entry)
  }

  private static let entry = WarmModules.testEntryTag

  @Test func onlyWhatTheKeyGivesCounts() throws {
    let folder = try TemporaryFolder()
    let channel = try TestChannel(in: folder.path)
    let input = String(decoding: channel.input([]), as: UTF8.self).split(separator: "\n")
    let path = "\(folder.path)/\(input[0])"
    let halves = input[1].split(separator: " ").map { UInt64($0, radix: 16) ?? 0 }
    func line(_ place: UInt64, _ text: String) -> String {
      let code = String(channelTag((halves[0], halves[1]), place, Array(text.utf8)), radix: 16)
      return String(repeating: "0", count: 16 - code.count) + code + " " + text + "\n"
    }
    func told(_ text: String) throws -> ([String], isForged: Bool) {
      try Data(text.utf8).write(to: URL(filePath: path))
      let told = channel.told(limit: 1000)
      return (told.lines.map { String(decoding: $0, as: UTF8.self) }, told.isForged)
    }
    let lines = ["run", "{}", "end 1:3"].enumerated().map { line(UInt64($0), $1) }
    let all = lines.joined()
    #expect(try told(all) == (["run", "{}", "end 1:3"], false))
    // Cut by the program's end.
    #expect(try told(all + String(line(3, "run").dropLast())) == (["run", "{}", "end 1:3"], false))
    // Left out, moved, twice, changed, by somebody else.
    #expect(try told(lines[0] + lines[2]) == (["run"], true))
    #expect(try told(lines[1] + lines[0]) == ([], true))
    #expect(try told(lines[0] + lines[0]) == (["run"], true))
    #expect(try told(lines[0] + lines[1].replacing("{}", with: "[]")) == (["run"], true))
    #expect(try told(all + "{}\n") == (["run", "{}", "end 1:3"], true))
  }
}
