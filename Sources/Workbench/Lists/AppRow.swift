import Apps
package import Catalog
package import Foundation

/// One app as lists have it.
package struct AppRow: Encodable, Sendable {
  package var app: String
  package var name: String
  package var summary: String
  package var state: String
  package var template: String
  package var model: String
  package var created: Date
  package var expires: Date?
  package var bytes: Int
  package var iterations: Int
  package var costUSD: Double?

  enum CodingKeys: String, CodingKey {
    case app, name, summary, state, template, model, created, expires, bytes, iterations
    case costUSD = "cost_usd"
  }

  package init(_ listed: ListedApp) {
    app = listed.id
    name = listed.name
    summary = listed.summary
    state = listed.status.rawValue
    template = listed.template
    model = listed.model
    created = Date(timeIntervalSince1970: listed.createdAt)
    expires = Self.end(of: listed).map { Date(timeIntervalSince1970: $0) }
    bytes = listed.bytes ?? 0
    iterations = listed.iterations
    costUSD = listed.costUSD
  }

  /// When an app goes to the trash, or out of it for good, in seconds since 1970; nil: never.
  package static func end(of app: ListedApp) -> Double? {
    app.trashedAt.map { $0 + AppStore.trashSeconds } ?? app.expiresAt
  }
}

extension Workbench {
  /// The apps, those in the trash too if wanted; or the tools that `wisp once` made.
  ///
  /// - Throws: If the home cannot be used.
  package func list(includingTrash: Bool = false, tools: Bool = false) async throws -> [ListedApp] {
    try await home.usingReserve {
      try await store().catalog.list(includingTrash: includingTrash, tools: tools)
    }
  }
}
