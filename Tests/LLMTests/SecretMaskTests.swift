import Testing

@testable import LLM

@Suite struct SecretMaskTests {
  private static let mask = SecretMask(["sk-secret-1", "sk-secret-1-longer", "short"])

  @Test(
    arguments: [
      ("nothing to hide", "nothing to hide"), ("sk-secret-1", "***"),
      ("a sk-secret-1-longer b sk-secret-1.", "a *** b ***."), ("sk-secret-", "sk-secret-"),
      ("sk-sk-secret-1", "sk-***"), ("short", "short"), ("ü sk-secret-1 €", "ü *** €"), ("", ""),
    ]) func textsHoweverTheyAreCut(_ text: String, _ masked: String)
  {
    #expect(Self.mask(text) == masked)
    for size in 1...7 {
      var stream = SecretMask.Stream(Self.mask)
      var shown = ""
      var rest = text[...]
      while !rest.isEmpty {
        shown += stream.take(String(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      #expect(shown + stream.end() == masked)
    }
  }

  @Test func bytesKeepTheirLengthAndTheirPieces() {
    let pieces = ["data: sk-sec", "ret-1\n", "", "x"].map { Array($0.utf8) }
    #expect(
      Self.mask.sameLength(pieces).map { String(decoding: $0, as: UTF8.self) } == [
        "data: ******", "*****\n", "", "x",
      ])
  }

  @Test func anEnvironmentsKeysAreItsSecrets() {
    let mask = SecretMask(environment: [
      "OPENAI_API_KEY": " abcdefgh\n", "MY_TOKEN": "ijklmnop", "HOME": "/home/abc", "KEY": "tiny",
    ])
    #expect(mask("abcdefgh ijklmnop /home/abc tiny") == "*** *** /home/abc tiny")
  }
}
