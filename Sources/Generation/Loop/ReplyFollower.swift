import Events
import Replies
import Synchronization
import Templates
import Workspace

/// Follows a reply and begins to build the tree that it makes so far, file by file.
struct ReplyFollower: Sendable {
  private let texts: AsyncStream<String>.Continuation
  private let work: Task<Void, Never>
  private let assembly: ReplyAssembly
  private let progress = FollowerProgress()

  /// `assembly` is what came of the reply before, `kept` what of refused replies stands.
  init(
    _ workshop: any Workshop, session: Session, policy: EditPolicy, template: Template,
    assembly: ReplyAssembly, kept: KeptEdits
  ) {
    // Only the newest text counts.
    let (stream, continuation) = AsyncStream.makeStream(
      of: String.self, bufferingPolicy: .bufferingNewest(1))
    texts = continuation
    self.assembly = assembly
    let triesExamples = !session.work.isFrozen
    work = Task { [progress] in
      guard (try? await workshop.prepared()) != nil else { return }
      progress.begin()
      for await text in stream {
        var assembly = assembly
        assembly.add(text, isCut: true)
        var reply = kept.joined(with: assembly.reply)
        // What is missing may still come.
        reply.errors = []
        let outcome = session.work.tree.applying(reply, policy: policy)
        let tree = outcome.tree.completingManifest(from: session.work.manifest)
        guard outcome.errors.isEmpty,
          let accepted = try? Contract.accept(
            tree, request: session.request, template: template,
            mayVary: session.mayVary)
        else { continue }
        guard !Task.isCancelled else { return }
        await workshop.offer(accepted.tree, accepted.manifest, triesExamples: triesExamples)
      }
    }
  }

  /// Bytes that are read beside the answer whenever a file of it is complete.
  var size: Int { assembly.text.utf8.count }

  /// A file of the reply is complete; `text` is all that has come in this answer.
  ///
  /// - Returns: Its first syntax error, where it has come whole and has one.
  func fileClosed(_ path: String, _ text: String) -> FileBroken? {
    texts.yield(text)
    var assembly = assembly
    assembly.add(text, isCut: true)
    return FileBroken(path, in: assembly.reply.edits)
  }

  /// Nothing more comes: returns once the build of what has come whole has begun, at once where
  /// nothing can be built yet.
  func finish() async {
    texts.finish()
    guard progress.isBegun else { return }
    await work.value
  }

  /// Begins nothing more.
  func cancel() {
    texts.finish()
    work.cancel()
  }
}

/// Whether a follower has come to follow.
private final class FollowerProgress: Sendable {
  private let state = Mutex(false)

  var isBegun: Bool { state.withLock { $0 } }
  func begin() { state.withLock { $0 = true } }
}
