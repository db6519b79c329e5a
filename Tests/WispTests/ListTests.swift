import Testing

/// The list of apps on terminals of any width.
@Suite(.serialized) struct ListTests {
  @Test func fitsTheTerminal() async throws {
    let wisp = try WispProgram(["WISP_MODEL": "builtin"])
    let made = try await wisp.run(["new", "the median of a list of numbers"])
    let app = try #require(made.output.split(separator: "\n").first?.split(separator: " ").first)
    let heads = [
      120: ["APP", "STATE", "AGE", "EXPIRES", "SIZE", "COST", "WHAT"],
      80: ["APP", "STATE", "AGE", "EXPIRES", "SIZE", "COST", "WHAT"],
      60: ["APP", "STATE", "AGE", "EXPIRES", "SIZE", "WHAT"],
      38: ["APP", "STATE", "WHAT"],
      30: ["APP", "WHAT"],
    ]
    for (columns, head) in heads {
      let listed = try await PseudoTerminal.run(wisp, ["ls"], columns: columns, steps: [])
      let lines = listed.output.split(whereSeparator: \.isNewline)
      #expect(lines.count == 2)
      #expect(lines.first?.split(separator: " ").map(String.init) == head, "\(columns)")
      #expect(lines.allSatisfy { $0.count <= columns }, "\(lines)")
      #expect(lines.last?.hasPrefix("\(app) ") == true)
    }
  }
}
