import Kit
import Testing

@testable import AppCore

private func send(_ text: String, to entries: inout Entries) -> Response {
  entries.respond(to: Request("POST", "/entries", body: text))
}

@Test func keepsEntriesAndShowsTheNewestFirst() throws {
  var entries = Entries()
  for name in ["Ann", "Bob"] {
    #expect(send("__FIRST__=\(name)&__SECOND__=Hi", to: &entries) == .redirect("/"))
  }
  let page = entries.respond(to: Request("GET", "/")).body
  let bob = try #require(page.firstRange(of: "Bob"))
  let ann = try #require(page.firstRange(of: "Ann"))
  #expect(bob.lowerBound < ann.lowerBound)
}

@Test(arguments: ["", "__FIRST__=a", "__FIRST__=+&__SECOND__=b"])
func refusesEmptyFields(_ form: String) {
  var entries = Entries()
  #expect(send(form, to: &entries).status == 400)
  #expect(entries.entries.isEmpty)
}

@Test func whatIsSentIsNeverMarkup() {
  var entries = Entries()
  _ = send("__FIRST__=%3Cscript%3E&__SECOND__=%3Cb%3E", to: &entries)
  #expect(!entries.respond(to: Request("GET", "/")).body.contains("<script>"))
}

@Test func removesOne() {
  var entries = Entries()
  _ = send("__FIRST__=a&__SECOND__=b", to: &entries)
  #expect(entries.respond(to: Request("POST", "/entries/remove", body: "id=1")).status == 303)
  #expect(entries.respond(to: Request("POST", "/entries/remove", body: "id=1")) == .notFound)
}
