package import Toolchain

extension Workbench {
  /// Prepares what checks need, for all templates and dependencies; else the first app does it.
  ///
  /// - Parameter show: Gets the name of what is prepared, and how far it is.
  /// - Throws: `SandboxError`, `ToolchainError`, `UsageError`.
  package func warm(show: @escaping @Sendable (String, WarmEvent) -> Void) async throws {
    let checker = try checker()
    let templates = try templates().templates
    for template in templates {
      try await checker.prepare(starter: template.starter) { show(template.name, $0) }
    }
    let prepared = Set(templates.flatMap(\.dependencies))
    for dependency in DependencyStore.allowed where !prepared.contains(dependency.name) {
      try await checker.prepare(dependency: dependency.name) { show(dependency.name, $0) }
    }
  }
}
