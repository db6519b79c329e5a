import CSpawn
import Foundation

/// One process to start with an empty environment and nothing but the named descriptors.
struct SpawnRequest {
  var executable: String
  /// With the program's own name first.
  var arguments: [String]
  /// Become 0, 1, 2 and so on.
  var descriptors: [SharedDescriptor]
  /// Host paths to stage while root, before root is given up; nil for a user who is not root.
  var staged: [String]?
  /// The member lists of control groups to join.
  var groups: [SharedDescriptor] = []

  /// Starts it and returns its id once it runs.
  func start() throws(SandboxError) -> pid_t {
    var failure = wisp_spawn_failure()
    let pid = withCStrings(arguments) { arguments in
      withCStrings(staged ?? []) { stagedPaths in
        executable.withCString { executable in
          (descriptors + groups).map(\.number).withUnsafeBufferPointer { numbers in
            let constantPaths = stagedPaths.map { UnsafePointer($0) }
            return constantPaths.withUnsafeBufferPointer { paths in
              arguments.withUnsafeBufferPointer { arguments in
                var request = wisp_spawn_request()
                request.executable = executable
                request.arguments = arguments.baseAddress
                request.descriptors = numbers.baseAddress
                request.descriptor_count = descriptors.count
                request.groups = numbers.baseAddress.map { $0 + descriptors.count }
                request.group_count = groups.count
                request.as_root = staged == nil ? 0 : 1
                request.staged = paths.baseAddress
                request.staged_count = staged?.count ?? 0
                return wisp_spawn(&request, &failure)
              }
            }
          }
        }
      }
    }
    withExtendedLifetime((descriptors, groups)) {}
    guard pid > 0 else { throw SetupFailure.spawn(failure, of: self) }
    return pid
  }

  /// Where a staged path is found by the process.
  static func stagedPath(_ index: Int) -> String { "\(WISP_STAGE_FOLDER)/\(index)" }
}

/// C copies of `strings`, ended by a null pointer, for as long as `body` runs.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) } + [nil]
  defer { for copy in copies { free(copy) } }
  return body(copies)
}
