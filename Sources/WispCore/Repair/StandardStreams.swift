import Toolchain
import Workspace

/// C's `stdout`, `stderr` and `stdin`: variables that nobody changes, and that Swift 6 refuses for being such.
///
/// `@preconcurrency` on C's module says so, for this file and for nothing of Swift's.
enum StandardStreams {
  static func change(
    _ file: SourceFile, _ errors: [Diagnostic], _ tree: FileTree
  ) -> MachineRepair.Change? {
    let names = errors.compactMap {
      $0.message.firstMatch(of: /^reference to var '(stdout|stderr|stdin)' is not concurrency-safe/)
        .map { String($0.output.1) }
    }
    var file = file
    guard !names.isEmpty, !file.lines.contains("@preconcurrency import Glibc"),
      let place = file.lines.firstIndex(where: { $0.firstMatch(of: /^(@\w+ )?import\s/) != nil })
    else { return nil }
    if let plain = file.lines.firstIndex(of: "import Glibc") {
      file.lines[plain] = "@preconcurrency import Glibc"
    } else {
      file.lines.insert("@preconcurrency import Glibc", at: place)
    }
    return MachineRepair.Change(["take C's \(names[0]) for the constant that it is"], in: file)
  }
}
