/// A limit of the sandbox that ended a command.
package enum SandboxLimit: Sendable, Equatable, CustomStringConvertible {
  /// Bytes of memory of all its processes.
  case memory(bytes: Int)
  /// The machine itself had almost no memory left.
  case machineMemory
  /// Bytes in a writable folder.
  case disk(bytes: Int)
  /// Files in a writable folder.
  case files(Int)
  /// Bytes of one file.
  case fileSize(bytes: Int)
  /// Processor time of one process.
  case processorTime(seconds: Int)

  /// As in "its memory limit of 2048 MiB".
  package var description: String {
    switch self {
    case .memory(let bytes): "its memory limit of \(Self.size(bytes))"
    case .machineMemory: "the end of the machine's memory"
    case .disk(let bytes): "its disk limit of \(Self.size(bytes)) for a folder"
    case .files(let count): "its limit of \(count) files in a folder"
    case .fileSize(let bytes): "its limit of \(Self.size(bytes)) for one file"
    case .processorTime(let seconds): "its limit of \(seconds) s of processor time"
    }
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1 << 20 ? "\(bytes) bytes" : "\(bytes >> 20) MiB"
  }
}
