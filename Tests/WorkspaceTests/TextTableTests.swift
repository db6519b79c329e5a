import Testing
import Workspace

@Suite struct TextTableTests {
  /// Every column but the last is as wide as its widest cell, in characters; rows may be shorter.
  @Test func alignsColumns() {
    let table = TextTable.aligned([
      ["APP", "SIZE", "WHAT"], ["größe", "1 kB", "mißt"], ["a", "12.5 MB", ""], ["b"],
    ])
    #expect(
      table == """
        APP    SIZE     WHAT
        größe  1 kB     mißt
        a      12.5 MB  \("")
        b
        """)
    #expect(TextTable.aligned([]) == "")
  }
}
