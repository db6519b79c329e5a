import Kit
import Testing

@testable import AppCore

@Test func everyLineIsABox() throws {
  let markup = try picture(of: "one\n<two>\n").markup
  #expect(markup.contains("<desc>2 boxes, one below the other</desc>"))
  #expect(markup.contains(">one</tspan>") && markup.contains(">&lt;two&gt;</tspan>"))
  #expect(markup.contains("viewBox=\"0 0 480 180\""))
}

@Test func refusesAnEmptyText() {
  #expect(throws: InputError("there is nothing to draw")) { try picture(of: "\n") }
}
