// Runs its arguments after the first, the path of wisp-jail, confined, with its own streams passed
// through: a parent process for the tests to kill.
import Foundation
import Sandbox

var policy = try SandboxProfile.policy(for: .run)
policy.limits.seconds = nil
let runner = BubblewrapRunner(jail: CommandLine.arguments[1])
let result = try await runner.run(
  ConfinedCommand(
    Array(CommandLine.arguments.dropFirst(2)), policy: policy, input: .standardInput,
    output: .passThrough))
FileHandle.standardError.write(Data("\(result.ending)\n".utf8))
