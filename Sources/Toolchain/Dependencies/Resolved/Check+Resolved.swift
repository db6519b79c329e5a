import Files
import Sandbox
import Workspace

/// A package's own dependencies in the sandbox.
extension Check {
  /// Shows them to every command.
  mutating func show(_ resolved: ResolvedDependencies) throws {
    let configuration = "\(Inside.dependencies)/gitconfig"
    command.further = resolved.mounts
    command.further.append(
      SandboxPolicy.Mount(
        // Whoever owns the checkouts: inside, they seem to belong to somebody else.
        host: try work.file("gitconfig", "[safe]\n\tdirectory = *\n"), inside: configuration))
    command.environment["GIT_CONFIG_GLOBAL"] = configuration
  }

  /// Lays out what `swift build` leaves in a build folder when it has fetched the dependencies.
  ///
  /// - Throws: `MissingDependencies` if the package manager's cache does not hold one of them.
  func lay(_ resolved: ResolvedDependencies) async throws {
    let folder = HostileFolder(scratchDirectory)
    for checkout in resolved.checkouts where resolved.copies[checkout.name] == nil {
      try HostFile.makeFolder("\(scratchDirectory)/checkouts/\(checkout.name)")
    }
    try folder.write(
      Array(Checkout.state(resolved.checkouts).utf8), to: Checkout.stateName)
    for checkout in resolved.checkouts {
      guard let repository = resolved.copies[checkout.name] else { continue }
      let target = "checkouts/\(checkout.name)"
      for arguments in [
        ["clone", "--quiet", "--shared", "--no-checkout", repository, target],
        ["-C", target, "checkout", "--quiet", "--detach", checkout.pin.state.revision ?? ""],
      ] {
        let result = try await checker.runner.run(command.git(arguments, seconds: 60))
        // Parts of a repository that are repositories themselves are not in the cache.
        guard result.ending == .exited(0),
          HostFile.stamp(of: "\(scratchDirectory)/\(target)/.gitmodules") == nil
        else {
          throw MissingDependencies(
            directory: subject.treeDirectory,
            dependencies: [
              MissingDependencies.Dependency(
                name: checkout.pin.identity, location: checkout.pin.location)
            ])
        }
      }
    }
  }
}
