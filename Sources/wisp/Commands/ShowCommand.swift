import ArgumentParser
import Foundation
import History
import Toolchain
import WispCore
import Workspace

/// `wisp show`: see its abstract.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show an app: what it does, its state, examples, files and cost.",
    discussion: """
      Examples:
        wisp show
        wisp show csv-sum --code
        wisp show --verbose     every failure
      """)

  @OptionGroup var app: AppArgument

  @Flag(help: "Print the files, too.")
  var code = false

  @Flag(name: .shortAndLong, help: "Show every failure in full.")
  var verbose = false

  @Flag(help: "Print one JSON object.")
  var json = false

  private struct Shown: Encodable {
    var app: String
    var name: String
    var summary: String
    var description: String
    var state: String
    var verified: Bool
    var seal: Seal?
    var template: String
    var model: String
    var directory: String
    var history: String
    var head: String
    var iterations: Int
    var permissions: AppManifest.Permissions
    /// Whether the user has agreed to them on this machine.
    var agreed: Bool
    var examples: [Example]
    /// Why the last session stopped, in words; nil for a verified app.
    var stopped: String?
    /// What the model said instead of sending files, if the session ended there.
    var said: String?
    /// What the newest check found; nil for a verified app.
    var failed: Verdict?
    var files: [String]
    var expires: Date?
    var costUSD: Double?
    var inputTokens: Int
    var outputTokens: Int

    enum CodingKeys: String, CodingKey {
      case app, name, summary, description, state, verified, seal, template, model, directory
      case history, head, iterations, permissions, agreed, examples, stopped, said, failed, files
      case expires
      case costUSD = "cost_usd"
      case inputTokens = "input_tokens"
      case outputTokens = "output_tokens"
    }
  }

  func run() throws {
    let workbench = Workbench()
    let app = try workbench.store().find(app.app)
    guard let head = try app.history.head() else { throw AppNotFound("The app has no commit.") }
    let tree = try app.history.tree(at: head)
    let manifest = try Contract.manifest(in: tree)
    let verified = try app.history.isSealed()
    let shortfall = try app.shortfall()
    let record = app.record
    let shown = Shown(
      app: record.id, name: record.name, summary: manifest?.summary ?? record.summary,
      description: record.description, state: record.status.rawValue, verified: verified,
      seal: verified
        ? try app.history.note(of: head, namespace: .seal).flatMap { Seal(text: $0) } : nil,
      template: record.template, model: record.model, directory: app.directory.tree,
      history: app.directory.history, head: head, iterations: record.iterations,
      permissions: manifest?.permissions ?? .init(),
      agreed: (try? workbench.grant(manifest?.permissions ?? .init())).map {
        $0.permissions.isEmpty || Agreements(app.directory).contain($0)
      } ?? false,
      examples: manifest?.examples ?? [],
      stopped: shortfall.stopped?.message, said: shortfall.stopped?.said,
      failed: shortfall.verdict, files: tree.paths.map(\.description),
      expires: record.isKept ? nil : record.expiresAt, costUSD: record.costUSD,
      inputTokens: record.inputTokens,
      outputTokens: record.outputTokens)
    if json {
      try Output.json(shown)
      return
    }
    for line in lines(shown, shortfall, tree) { Output.line(line) }
  }

  private func permissions(_ shown: Shown) -> [String] {
    let asked = shown.permissions
    guard !asked.isEmpty else { return ["  may       nothing beyond its own data"] }
    let kinds = [
      ("network", asked.network), ("read", asked.read), ("write", asked.write),
      ("port", asked.ports.map(String.init)),
    ]
    return kinds.filter { !$0.1.isEmpty }.map { kind, values in
      "  may       \(kind): \(printable(values.joined(separator: ", ")))"
    } + ["            \(shown.agreed ? "you agreed" : "not agreed to yet: `wisp run` asks")"]
  }

  /// A moment on the clock of this machine.
  private static func moment(_ date: Date) -> String {
    date.formatted(
      .verbatim(
        """
        \(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits) \
        \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)
        """, timeZone: .current, calendar: Calendar(identifier: .gregorian)))
  }

  private static func state(of shown: Shown) -> String {
    // A session that is under way may have changed it since.
    guard shown.verified else {
      return shown.state == "verified" ? "not verified" : "\(shown.state), not verified"
    }
    let seal = "verified (sealed tree \(shown.seal?.tree.prefix(7) ?? ""))"
    return shown.state == "verified" ? seal : "\(shown.state), \(seal)"
  }

  private func lines(_ shown: Shown, _ shortfall: Shortfall, _ tree: FileTree) -> [String] {
    var lines = [
      "\(shown.app)  \(printable(shown.summary))",
      "  asked     \(printable(shown.description))",
      "  state     \(Self.state(of: shown))",
    ]
    lines += ShortfallLines(isVerbose: verbose).lines(of: shortfall).map { "  " + $0 }
    lines += [
      "  made      template \(shown.template), model \(shown.model), \(shown.iterations) iteration\(shown.iterations == 1 ? "" : "s")",
      "  expires   \(shown.expires.map(Self.moment) ?? "never")",
      "  tree      \(shown.directory)",
      "  history   \(shown.history)",
    ]
    lines += permissions(shown)
    for example in shown.examples {
      lines.append("  example   \(printable(example.name))")
      lines.append("            \(printable(example.given))  → \(printable(example.expected))")
    }
    for path in tree.paths {
      let text = tree.text(path) ?? ""
      lines.append("  file      \(path) (\(text.utf8.count { $0 == 0x0A }) lines)")
      if code { lines.append(printable(text, keepingLines: true)) }
    }
    return lines
  }
}
