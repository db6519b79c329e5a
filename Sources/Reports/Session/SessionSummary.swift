package import Events
import Foundation
import Generation
import History
import Terminal
package import Workbench
import Workspace

/// What a person sees at the end: what it is, how to run it, what it cost, how to keep or discard it.
package struct SessionSummary {
  var outcome: Outcome
  /// When the app goes to the trash by itself.
  var expires: Date?
  /// Whether the app reads what is piped into it, and not keys or requests.
  var readsInput: Bool
  /// Whether the next thing is typed into a conversation, and not into a shell.
  var isInConversation: Bool
  /// Whether the session's model could change the app.
  var canChange: Bool
  /// The newest verified version of an app that a session did not verify.
  var lastVerified: AppHistory.VerifiedVersion?

  /// - Parameters:
  ///   - end: How the session ended.
  ///   - isInConversation: Whether the next thing is typed into a conversation, and not into a shell.
  package init(_ end: SessionEnd, isInConversation: Bool = false) {
    outcome = end.outcome
    expires = end.expires
    readsInput = end.readsInput
    canChange = end.canChange
    lastVerified = end.lastVerified
    self.isInConversation = isInConversation
  }

  /// Whether the session has changed nothing, and the app is verified as it was.
  private var isUnchanged: Bool { lastVerified?.steps == 0 }

  package var lines: [String] {
    let finished = outcome.finished
    let manifest = outcome.session.work.manifest
    var lines = [""]
    lines.append(finished.called + (manifest.map { "  \(printable($0.summary))" } ?? ""))
    lines.append("  " + state)
    lines += said
    lines +=
      outcome.session.compared.map {
        ComparisonLines(compared: $0, rest: command("compare")).summary
      } ?? []
    lines.append("  time      \(time)")
    lines.append("  cost      \(Self.cost(finished.usage, finished.costUSD))")
    if finished.verified {
      lines.append("  run       \(runHint(manifest))")
      let change = isInConversation ? "say what to change" : command("tweak") + " \"…\""
      if canChange { lines.append("  change    \(change)") }
      lines.append("  keep      \(command("keep"))\(expiry)")
      lines.append("  discard   \(command("discard"))")
    } else {
      lines += answers
      if isUnchanged { lines.append("  run       \(runHint(manifest))") }
      lines.append("  look      \(command("show"))   (files in \(finished.directory))")
      lines.append(
        "  go on     \(command("resume"))" + (isUnchanged ? "   (make the change after all)" : ""))
      if let lastVerified, !isUnchanged {
        let times = lastVerified.steps == 1 ? "" : "\(lastVerified.steps) times: "
        lines.append(
          "  back      \(command("undo"))   (\(times)version \(lastVerified.number) is verified)")
      }
      if !isUnchanged { lines.append("  discard   \(command("discard"))") }
    }
    return lines
  }

  /// How a command on this app is called: in a conversation it is the one talked about.
  private func command(_ name: String) -> String {
    isInConversation ? "/\(name)" : "wisp \(name) \(outcome.finished.called)"
  }

  private var state: String {
    let finished = outcome.finished
    guard finished.verified, let verdict = outcome.session.work.verdict else {
      return (isUnchanged ? "not changed, verified as before: " : "not verified: ")
        + printable(finished.message, keepingLines: true)
        .replacing("\n", with: "\n    ")
    }
    let counts = [
      counted(verdict.tests.passed, "test"), counted(verdict.examples.passed, "example"),
      counted(finished.iterations, "iteration"),
    ]
    return "verified  " + counts.joined(separator: ", ")
  }

  /// The model's words, if it sent words instead of files.
  private var said: [String] {
    (outcome.finished.said.map { ModelWords.lines($0) } ?? []).map { "    " + $0 }
  }

  /// How to answer the model, if it asks or disputes something.
  private var answers: [String] {
    let finished = outcome.finished
    if finished.reason == .disputed {
      let change = isInConversation ? "say what is right" : command("tweak") + " \"what is right\""
      return [
        "  decide    the model is right: \(change)   (this may change the test or example)",
        "            the test or example is right: \(command("resume"))   (the model must pass it)",
      ]
    }
    guard finished.said != nil else { return [] }
    guard finished.iterations > 0 else {
      return [
        "  answer    "
          + (isInConversation
            ? "say again what you need, with the answer in it"
            : "wisp \"…\"   (say again what you need, with the answer in it)")
      ]
    }
    return [
      "  answer    "
        + (isInConversation
          ? "say it as the next change" : command("tweak") + " \"…\"   (with the answer in it)")
    ]
  }

  private var time: String {
    let ms = outcome.finished.ms
    return "\(seconds(Double(ms.total) / 1000)) (model \(seconds(Double(ms.model) / 1000)), "
      + "checks \(seconds(Double(ms.check) / 1000)))"
  }

  private var expiry: String {
    guard let expires else { return "" }
    return "   (else it expires \(expires.formatted(.iso8601.year().month().day())))"
  }

  /// The usage and its price in words.
  package static func cost(_ usage: Usage, _ dollars: Double?) -> String {
    let about = usage.estimated ? "about " : ""
    let tokens =
      "\(about)\(count(usage.input)) tokens in"
      + (usage.cached > 0 ? " (\(count(usage.cached)) cached)" : "")
      + ", \(count(usage.output)) out"
    guard usage.input + usage.output > 0 else {
      return usage.estimated ? "unknown: the model was stopped before it said" : "nothing"
    }
    return dollars.map { String(format: "about $%.4f, ", $0) + tokens } ?? tokens
      + ", no price known"
  }

  private func runHint(_ manifest: AppManifest?) -> String {
    let base = command("run")
    guard let example = manifest?.examples.first else { return base }
    // The options of such an app's examples hold chance or time still.
    guard readsInput || example.arguments.first?.hasPrefix("-") == false else { return base }
    // The files of an example are not there when the user runs it; the user's own are let in by name.
    var allowed: [String] = []
    let words = example.arguments.map { word in
      let isFile = example.files[word] != nil
      guard isFile || example.files.keys.contains(where: { $0.hasPrefix(word + "/") }) else {
        return shellQuoted(word)
      }
      allowed.append(isFile ? "FILE" : "FOLDER")
      return isFile ? "FILE" : "FOLDER"
    }.joined(separator: " ")
    return base + allowed.map { " --allow-read \($0)" }.joined()
      + (words.isEmpty ? "" : " -- \(words)")
      + (example.stdin.isEmpty || !readsInput ? "" : " < FILE")
  }
}
