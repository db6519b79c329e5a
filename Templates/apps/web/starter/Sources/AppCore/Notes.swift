import Kit

/// Notes that can be written, listed and removed.
public struct Notes: Site, Equatable {
  struct Note: Codable, Sendable, Equatable {
    let id: Int
    let text: String
  }

  private(set) var notes: [Note] = []
  private var last = 0

  public init() {}

  public mutating func respond(to request: Request) -> Response {
    switch (request.method, request.path) {
    case ("GET", "/"): return .page(page())
    case ("GET", "/notes.json"): return .json(notes)
    case ("POST", "/notes"):
      let text = request["text"]
      guard !text.isEmpty else {
        return .page(page(problem: "Write something first."), status: 400)
      }
      guard text.count <= 500 else {
        return .page(page(problem: "At most 500 characters."), status: 400)
      }
      last += 1
      notes.append(Note(id: last, text: text))
      return .redirect("/")
    case ("POST", "/notes/remove"):
      guard let index = notes.firstIndex(where: { "\($0.id)" == request["id"] }) else {
        return .notFound
      }
      notes.remove(at: index)
      return .redirect("/")
    default: return .notFound
    }
  }

  func page(problem: String? = nil) -> Page {
    var page = Page(
      "Notes",
      summary: notes.isEmpty ? "There are none yet." : notes.count == 1 ? "One." : "\(notes.count)."
    )
    page.form(
      "Write one", action: "/notes", fields: [Field("text", label: "Note")], button: "Keep",
      problem: problem)
    guard !notes.isEmpty else { return page }
    let rows = notes.reversed().map {
      "<li><span>\(html($0.text))</span>"
        + Page.button("Remove", action: "/notes/remove", fields: ["id": "\($0.id)"]) + "</li>"
    }
    page.section("All", "<ul class=\"list\">\(rows.joined(separator: "\n"))</ul>")
    return page
  }
}
