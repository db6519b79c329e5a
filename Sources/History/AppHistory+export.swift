import CGit2
import Foundation
import Workspace

extension AppHistory {
  /// Makes an ordinary repository with a work tree, on branch `main`, from the current iteration.
  ///
  /// It is built beside `directory` and moved there at the end: there is all of it or nothing.
  ///
  /// - Parameters:
  ///   - directory: Must not exist, or be empty.
  ///   - options: What is added and what is left out.
  /// - Returns: The head of the new repository.
  /// - Throws: `GitError` with the reason `alreadyExists` if something is in the way.
  @discardableResult
  package func export(
    to directory: String, _ options: ExportOptions
  ) throws(GitError) -> String {
    let source = try Repository.open(path, to: "export the app")
    guard let main = try source.target(of: Reference.main) else {
      throw source.attempt.error(
        .notFound, "nothing was recorded yet", advice: "Generate the app first.")
    }
    let destination = URL(fileURLWithPath: directory).standardizedFileURL
    try refuseOccupied(destination.path)
    let folder = destination.deletingLastPathComponent()
    let building = folder.appendingPathComponent(
      ".\(destination.lastPathComponent).\(UUID().uuidString)")
    let head: ObjectID
    do {
      let made = try Repository.create(building.path, bare: false, to: "export the app")
      head = try source.attempt.undisturbed { () throws(GitError) in
        if !options.squash { try made.copy(from: source, at: main) }
        return try made.addHead(options, main: main, from: source)
      }
      try made.checkOutMain(at: head)
    } catch {
      try? FileManager.default.removeItem(at: building)
      throw GitError(
        reason: error.reason, operation: error.operation, message: error.message, path: directory,
        advice: error.advice)
    }
    // Replaces an empty directory, and refuses one that was filled meanwhile.
    guard rename(building.path, destination.path) == 0 else {
      let reason = String(cString: strerror(errno))
      try? FileManager.default.removeItem(at: building)
      throw occupied(destination.path, reason)
    }
    return head.description
  }

  private func refuseOccupied(_ directory: String) throws(GitError) {
    let files = FileManager.default
    guard files.fileExists(atPath: directory) else { return }
    guard let content = try? files.contentsOfDirectory(atPath: directory) else {
      throw occupied(directory, "there is a file, or a folder that cannot be read")
    }
    guard content.isEmpty else { throw occupied(directory, "the folder is not empty") }
  }

  private func occupied(_ directory: String, _ message: String) -> GitError {
    GitError(
      reason: .alreadyExists, operation: "export the app", message: message, path: directory,
      advice: "Choose a folder that does not exist yet.")
  }
}

extension Repository {
  /// Copies a commit, all that it consists of and all before it, as one pack.
  func copy(
    from source: borrowing Repository, at head: ObjectID
  ) throws(GitError) {
    let walk = try attempt.take(git_revwalk_free) { git_revwalk_new($0, source.pointer) }
    var oid = head.oid
    try attempt.check(git_revwalk_push(walk.pointer, &oid))
    let pack = try attempt.take(git_packbuilder_free) {
      git_packbuilder_new($0, source.pointer)
    }
    try attempt.check(git_packbuilder_insert_walk(pack.pointer, walk.pointer))
    guard let folder = git_repository_path(pointer).map({ String(cString: $0) }) else { return }
    try attempt.check(
      git_packbuilder_write(pack.pointer, folder + "objects/pack", 0, nil, nil))
    let objects = try attempt.take(git_odb_free) { git_repository_odb($0, pointer) }
    try attempt.check(git_odb_refresh(objects.pointer))
  }

  /// Adds the commit that the options ask for, if they do.
  ///
  /// - Returns: The commit that is to be the head.
  fileprivate func addHead(
    _ options: ExportOptions, main: ObjectID, from source: borrowing Repository
  ) throws(GitError) -> ObjectID {
    let files: FileTree
    if let tree = options.headTree {
      files = tree
    } else if options.squash {
      files = try source.files(in: source.tree(of: main))
    } else {
      return main
    }
    let subject = CommitMessage.line(options.subject)
    return try commit(
      write(files), message: (subject.isEmpty ? "Export the app" : subject) + "\n",
      parents: options.squash ? [] : [main], at: options.date)
  }

  /// Points `main` at a commit and writes its files, byte for byte: no filter has a say.
  fileprivate func checkOutMain(at head: ObjectID) throws(GitError) {
    try move(Reference.main, from: nil, to: head)
    var options = git_checkout_options()
    try attempt.check(
      git_checkout_options_init(&options, UInt32(GIT_CHECKOUT_OPTIONS_VERSION)))
    options.checkout_strategy = GIT_CHECKOUT_FORCE.rawValue
    options.disable_filters = 1
    try attempt.check(git_checkout_head(pointer, &options))
  }
}
