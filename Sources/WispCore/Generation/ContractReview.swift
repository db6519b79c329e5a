import Files
import Foundation
import Replies
package import Workspace

/// What the user says to a contract before code is paid for.
package enum ContractReview: Sendable, Equatable {
  /// As it is, or as the user has changed it.
  case accepted(AppManifest)
  case declined
}

extension Generation {
  /// Whether the user is to see the contract before code is asked for.
  func isToBeReviewed(_ session: Session) -> Bool {
    reviews && session.request.kind == .new && session.rounds == 0 && !session.isReviewed
  }

  /// Takes the manifest of an answer to the user; what is agreed outranks what the model says later.
  ///
  /// - Returns: False where the user declined.
  func review(
    _ answer: Answer, _ session: inout Session, exchange: inout Exchange
  ) async throws -> Bool {
    let path = try SafePath(Contract.manifestPath)
    let bytes = answer.reply.edits.compactMap { edit -> [UInt8]? in
      guard case .write(path, let bytes) = edit else { return nil }
      return bytes
    }.last
    var manifest: AppManifest
    do {
      if let refusal = answer.reply.errors.first(where: { $0.kind == .tooLarge && $0.path == nil })
      {
        throw ManifestError(description: refusal.message)
      }
      guard let bytes else {
        throw ManifestError(description: "wisp.json was not sent: send it, and nothing else")
      }
      manifest = try AppManifest.parse(bytes)
      guard !manifest.examples.isEmpty || !session.request.examples.isEmpty else {
        throw ManifestError(description: "wisp.json needs at least one example")
      }
    } catch let error as ManifestError {
      let problem = ReplyError(
        kind: .malformed, path: Contract.manifestPath, message: error.description)
      session.rejections += 1
      exchange.rejected = (answer.text, [problem])
      events.emit(.replyRejected(ReplyRejected(errors: [problem])))
      return true
    }
    exchange.rejected = nil
    session.rejections = 0
    guard case .accepted(let agreed) = try await asker.review(manifest) else {
      return false
    }
    manifest = agreed
    manifest.template = prompt.template.name
    var tree = session.tree
    tree[path] = manifest.encoded()
    try tree.write(to: app.tree, replacing: session.tree)
    session.tree = tree
    let own = session.request.examples
    session.request.examples += manifest.examples.filter { !own.contains($0) }
    session.isReviewed = true
    return true
  }
}
