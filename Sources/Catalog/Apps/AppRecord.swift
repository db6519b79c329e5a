package import Foundation

/// What is known about one app: its row in the catalog.
///
/// Checked, kept and trashed are separate facts (a kept app may fail after a tweak, a trashed one
/// comes back as verified as it went), so they are separate fields; `status` is the one word.
package struct AppRecord: Codable, Sendable, Equatable, Identifiable {
  /// How the last check of the head went.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// Not checked since the last change.
    case draft
    case failing
    /// Passed every gate; the seal in the history is the proof.
    case verified
  }

  /// The one word for a list: the strongest fact.
  package enum Status: String, Codable, Sendable, CaseIterable {
    case draft
    case failing
    case verified
    case kept
    case trashed
  }

  /// Petname and 4 hexadecimal digits, see `AppID`; never changes.
  package let id: String
  /// The name that people type, unique among the apps outside the trash; a tool that nobody named has its id.
  package var name: String
  /// Whether the user or the contract gave the name, which stays then; before, the description does.
  package var isNamed: Bool
  /// One line on what the app does.
  package var summary: String
  /// What the user asked for, in the user's words.
  package var description: String
  package var template: String
  /// Provider and model of the last iteration.
  package var model: String
  package var state: State
  /// Whether the user decided to keep it; a kept app never expires.
  package var isKept: Bool
  /// When it was put into the trash; nil while it is not there.
  package var trashedAt: Date?
  /// To the millisecond, as all dates here.
  package var createdAt: Date
  package var updatedAt: Date
  /// When `gc` may sweep it; nil for never.
  package var expiresAt: Date?
  /// The commit of the current iteration; nil before the first.
  package var head: String?
  package var iterations: Int
  /// All input tokens, those read from a cache too.
  package var inputTokens: Int
  package var cachedTokens: Int
  package var outputTokens: Int
  /// Dollars spent; nil if no price is known.
  package var costUSD: Double?
  /// Where the launcher was installed; nil if it was not.
  package var installedAs: String?
  /// Whether `wisp once` made it as a tool and nobody has kept it: it is on a list of its own.
  package var isTool: Bool
  /// The bytes that its files took on the disk when they were last counted; nil if they never were.
  package var bytes: Int?

  package init(
    id: String, name: String, isNamed: Bool = false, summary: String = "", description: String,
    template: String, model: String = "", state: State = .draft, isKept: Bool = false,
    trashedAt: Date? = nil,
    createdAt: Date, updatedAt: Date? = nil, expiresAt: Date? = nil, head: String? = nil,
    iterations: Int = 0, inputTokens: Int = 0, cachedTokens: Int = 0, outputTokens: Int = 0,
    costUSD: Double? = nil, installedAs: String? = nil, isTool: Bool = false, bytes: Int? = nil
  ) {
    self.id = id
    self.name = name
    self.isNamed = isNamed
    self.summary = summary
    self.description = description
    self.template = template
    self.model = model
    self.state = state
    self.isKept = isKept
    self.trashedAt = trashedAt
    self.createdAt = createdAt
    self.updatedAt = updatedAt ?? createdAt
    self.expiresAt = expiresAt
    self.head = head
    self.iterations = iterations
    self.inputTokens = inputTokens
    self.cachedTokens = cachedTokens
    self.outputTokens = outputTokens
    self.costUSD = costUSD
    self.installedAs = installedAs
    self.isTool = isTool
    self.bytes = bytes
  }

  /// Whether it lies in the trash.
  package var isTrashed: Bool { trashedAt != nil }

  /// Whether its head passed every gate.
  package var isVerified: Bool { state == .verified }

  /// The one word for a list: trashed before kept before how the last check went.
  package var status: Status {
    if isTrashed { return .trashed }
    if isKept { return .kept }
    return switch state {
    case .draft: .draft
    case .failing: .failing
    case .verified: .verified
    }
  }

  /// Whether its life time is over; never for one that is kept.
  package func isExpired(at now: Date) -> Bool {
    guard !isKept, let expiresAt else { return false }
    return expiresAt <= now
  }
}

extension AppRecord {
  /// Reads a record; `isTool` and `isNamed` are missing in those that older versions wrote.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    id = try fields.decode(String.self, forKey: .id)
    name = try fields.decode(String.self, forKey: .name)
    isNamed = try fields.decodeIfPresent(Bool.self, forKey: .isNamed) ?? false
    summary = try fields.decode(String.self, forKey: .summary)
    description = try fields.decode(String.self, forKey: .description)
    template = try fields.decode(String.self, forKey: .template)
    model = try fields.decode(String.self, forKey: .model)
    state = try fields.decode(State.self, forKey: .state)
    isKept = try fields.decode(Bool.self, forKey: .isKept)
    trashedAt = try fields.decodeIfPresent(Date.self, forKey: .trashedAt)
    createdAt = try fields.decode(Date.self, forKey: .createdAt)
    updatedAt = try fields.decode(Date.self, forKey: .updatedAt)
    expiresAt = try fields.decodeIfPresent(Date.self, forKey: .expiresAt)
    head = try fields.decodeIfPresent(String.self, forKey: .head)
    iterations = try fields.decode(Int.self, forKey: .iterations)
    inputTokens = try fields.decode(Int.self, forKey: .inputTokens)
    cachedTokens = try fields.decode(Int.self, forKey: .cachedTokens)
    outputTokens = try fields.decode(Int.self, forKey: .outputTokens)
    costUSD = try fields.decodeIfPresent(Double.self, forKey: .costUSD)
    installedAs = try fields.decodeIfPresent(String.self, forKey: .installedAs)
    isTool = try fields.decodeIfPresent(Bool.self, forKey: .isTool) ?? false
    bytes = try fields.decodeIfPresent(Int.self, forKey: .bytes)
  }
}
