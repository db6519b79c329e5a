import Replies
import Workspace

/// The contract, shown to the user before code is paid for.
extension SessionLoop {
  /// Whether the user is to see the contract before code is asked for.
  var isToBeReviewed: Bool {
    parts.reviews && session.request.kind == .new && session.spent.rounds == 0
      && !session.talk.isReviewed
  }

  /// The contract that a reply holds.
  func contract(in reply: Reply) -> Answer {
    do {
      if let refusal = reply.parsed.errors.first(where: { $0.kind == .tooLarge && $0.path == nil })
      {
        throw ManifestError(description: refusal.message)
      }
      let bytes = reply.parsed.edits.compactMap { edit -> [UInt8]? in
        guard case .write(let path, let bytes) = edit, path == AppLayout.manifest
        else { return nil }
        return bytes
      }.last
      guard let bytes else {
        throw ManifestError(description: "wisp.json was not sent: send it, and nothing else")
      }
      let manifest = try AppManifest.parse(bytes)
      guard !manifest.examples.isEmpty || !session.request.examples.isEmpty else {
        throw ManifestError(description: "wisp.json needs at least one example")
      }
      return .contract(manifest)
    } catch {
      return .unusable(
        reply,
        ReplyError(kind: .malformed, path: AppLayout.manifest.description, message: "\(error)"))
    }
  }

  /// Takes a manifest to the user; what is agreed outranks what the model says later.
  ///
  /// - Returns: False if the user declined.
  mutating func review(_ proposed: AppManifest) async throws -> Bool {
    session.talk.rejected = nil
    session.talk.rejections = 0
    guard case .accepted(var manifest) = try await parts.asker.review(proposed) else {
      return false
    }
    manifest.template = prompt.template.name
    var work = session.work
    work.tree[AppLayout.manifest] = manifest.encoded()
    try take(work)
    let own = session.request.examples
    session.request.examples += manifest.examples.filter { !own.contains($0) }
    session.talk.isReviewed = true
    return true
  }
}
