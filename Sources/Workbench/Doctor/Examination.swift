import Apps
import LLM
import Sandbox
import Toolchain

extension Workbench {
  /// Tries everything that wisp needs, inside the real sandbox.
  package func examine() async -> [Finding] {
    var findings: [Finding] = [
      Self.attempt("home") {
        _ = try AppStore(home: home)
        return home.root
      },
      Self.attempt("templates") {
        try templates().templates.map(\.name).joined(separator: ", ")
      },
      Self.attempt("toolchain") { try toolchain().version },
      Self.attempt("dependencies") {
        let store = dependencies()
        return try DependencyStore.allowed.map { try store.sources(of: $0.name) }
          .joined(separator: ", ")
      },
      Self.attempt("prepared builds") {
        let prepared = try checker().preparations()
        return prepared.isEmpty
          ? "none yet; `wisp warm` makes them, else the first app"
          : prepared.map { "\($0.bytes >> 20) MB \($0.state)" }.joined(separator: ", ")
      },
    ]
    do {
      for probe in await SandboxProbe.selfTest(runner: try runner()) {
        findings.append(
          Finding(check: "sandbox: \(probe.name)", passed: probe.passed, detail: probe.detail))
      }
    } catch {
      findings.append(Finding(check: "sandbox", passed: false, detail: "\(error)"))
    }
    return findings + [await usualModel()]
  }

  /// Sends one tiny request to a model, and finds out about its answer.
  ///
  /// - Throws: `UsageError` if there is nothing to ask; `ModelError` if no answer comes.
  package func examine(model named: String?) async throws -> [Finding] {
    let choice = try await chooseModel(named, effort: nil, for: nil)
    guard choice.name != "builtin" else {
      throw UsageError(
        "The built-in model is part of wisp and is not asked over a network: there is nothing to try."
      )
    }
    tell(.askingModel(choice.name))
    let probe = try await ModelProbe(of: choice.make(.network))
    let chosen = Finding(
      check: "model", passed: true, detail: "\(choice.name), because \(choice.reason)")
    return [chosen] + probe.findings
  }

  private func usualModel() async -> Finding {
    do {
      let choice = try await ModelSelection.resolve(
        named: nil, environment: environment, configured: configuration().model)
      return Finding(
        check: "model", passed: true, detail: "\(choice.name), because \(choice.reason)")
    } catch {
      return Finding(check: "model", passed: false, detail: "\(error)")
    }
  }

  private static func attempt(_ check: String, _ body: () throws -> String) -> Finding {
    do {
      return Finding(check: check, passed: true, detail: try body())
    } catch {
      return Finding(check: check, passed: false, detail: "\(error)")
    }
  }
}
