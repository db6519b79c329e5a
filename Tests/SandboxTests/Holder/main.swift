// Runs a command confined, with its own streams passed through, and says how it ended: a parent process
// for the tests to kill, or to be somebody else.
//
//   sandbox-holder JAIL COMMAND...
//   sandbox-holder JAIL --policy JSON COMMAND...
import Foundation
import Sandbox

var arguments = Array(CommandLine.arguments.dropFirst())
let runner = BubblewrapRunner(jail: arguments.removeFirst())
var policy = try SandboxProfile.policy(for: .run)
policy.limits.seconds = nil
if arguments.first == "--policy" {
  policy = try JSONDecoder().decode(SandboxPolicy.self, from: Data(arguments[1].utf8))
  arguments.removeFirst(2)
}
let result = try await runner.run(
  ConfinedCommand(arguments, policy: policy, input: .standardInput, output: .passThrough))
FileHandle.standardError.write(Data("\n\(result.ending)\n".utf8))
