import Sandbox
import Toolchain

/// The end of a check that could not be done here, as the outside contract has it.
package struct NoVerdict: Encodable, Sendable, Equatable {
  package struct Missing: Encodable, Sendable, Equatable {
    package enum Kind: String, Encodable, Sendable {
      case sandbox
      case toolchain
      case dependency
    }

    package var kind: Kind
    /// A dependency's name and address; nil if only the package manager knows them.
    package var name: String?
    package var location: String?
  }

  package var verdict = "none"
  package var missing: [Missing]
  /// What failed and what to do next.
  package var reason: String
  /// The command that fetches the dependencies; nil if none are missing.
  package var command: String?

  /// Nil if the error is of another kind.
  package init?(_ error: any Error) {
    reason = "\(error)"
    switch error {
    case let error as MissingDependencies:
      missing = error.dependencies.map {
        Missing(kind: .dependency, name: $0.name, location: $0.location)
      }
      if missing.isEmpty { missing = [Missing(kind: .dependency)] }
      command = error.command
    case let error as ToolchainError:
      missing = [Missing(kind: error.code == .dependencyMissing ? .dependency : .toolchain)]
    case let error as SandboxError where ![.output, .command].contains(error.kind):
      missing = [Missing(kind: .sandbox)]
    default: return nil
    }
  }
}
