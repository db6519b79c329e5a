import Kit
import Testing

@testable import AppCore

@Test func keepsWhatIsWritten() {
  var notes = Notes()
  #expect(notes.respond(to: Request("POST", "/notes", body: "text=Milk+%26+bread")).status == 303)
  #expect(
    notes.respond(to: Request("GET", "/notes.json")).body == #"[{"id":1,"text":"Milk & bread"}]"#)
  #expect(notes.respond(to: Request("GET", "/")).body.contains("Milk &amp; bread"))
}

@Test func removesOne() {
  var notes = Notes()
  for text in ["a", "b"] { _ = notes.respond(to: Request("POST", "/notes", body: "text=\(text)")) }
  #expect(notes.respond(to: Request("POST", "/notes/remove", body: "id=1")) == .redirect("/"))
  #expect(notes.notes.map(\.text) == ["b"])
  #expect(notes.respond(to: Request("POST", "/notes/remove", body: "id=1")) == .notFound)
}

@Test(arguments: ["", "text=++", "text=\(String(repeating: "x", count: 501))"])
func refusesWhatIsNoNote(_ body: String) {
  var notes = Notes()
  let response = notes.respond(to: Request("POST", "/notes", body: body))
  #expect(response.status == 400 && response.body.contains("role=\"alert\""))
  #expect(notes.notes.isEmpty)
}

@Test func otherPagesAreNotThere() {
  var notes = Notes()
  #expect(notes.respond(to: Request("GET", "/../etc")) == .notFound)
}
