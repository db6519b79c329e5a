import Kit

/// What was sent with the form, kept in order.
public struct Entries: Site, Equatable {
  struct Entry: Codable, Sendable, Equatable {
    let id: Int
    let first: String
    let second: String
  }

  private(set) var entries: [Entry] = []
  private var last = 0

  public init() {}

  public mutating func respond(to request: Request) -> Response {
    switch (request.method, request.path) {
    case ("GET", "/"): return .page(page())
    case ("GET", "/entries.json"): return .json(entries)
    case ("POST", "/entries"):
      if let problem = Self.problem(in: request) {
        return .page(page(problem: problem, request), status: 400)
      }
      last += 1
      entries.append(Entry(id: last, first: request["__FIRST__"], second: request["__SECOND__"]))
      return .redirect("/")
    case ("POST", "/entries/remove"):
      guard let index = entries.firstIndex(where: { "\($0.id)" == request["id"] }) else {
        return .notFound
      }
      entries.remove(at: index)
      return .redirect("/")
    default: return .notFound
    }
  }

  private static func problem(in request: Request) -> String? {
    for field in ["__FIRST__", "__SECOND__"] {
      if request[field].isEmpty { return "__FIRST__ and __SECOND__ are needed: \(field) is missing." }
      if request[field].count > 2_000 { return "\(field) is longer than 2,000 characters." }
    }
    return nil
  }

  private func page(problem: String? = nil, _ request: Request? = nil) -> Page {
    let count = entries.count
    var page = Page(
      "Entries",
      summary: count == 0
        ? "Be the first." : count == 1 ? "There is one entry." : "There are \(count) entries.")
    page.form(
      "Add yours", action: "/entries",
      fields: [
        Field("__FIRST__", label: "__FIRST__", value: request?["__FIRST__"] ?? ""),
        Field("__SECOND__", label: "__SECOND__", kind: "area", value: request?["__SECOND__"] ?? ""),
      ], button: "Send", problem: problem)
    guard !entries.isEmpty else { return page }
    let rows = entries.reversed().map {
      "<li><span><b>\(html($0.first))</b><br>\(html($0.second))</span>"
        + Page.button("Remove", action: "/entries/remove", fields: ["id": "\($0.id)"]) + "</li>"
    }
    page.section("The newest first", "<ul class=\"list\">\(rows.joined(separator: "\n"))</ul>")
    return page
  }
}
