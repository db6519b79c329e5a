import Events

/// What machine code of AppCore and Tests may not use: however it is spelt in the sources, the linker is told its name.
///
/// Code that tests run is in one process with what tells how they end. It could end that process, put something else
/// in place of one of its descriptors, or have another process do so.
enum ForbiddenSymbols {
  /// The refusals for the modules that a model wrote and tests run, of their objects by module.
  static func refusals(
    _ plan: DirectPlan, _ objects: [String: DirectFolder.Product], in folder: DirectFolder
  ) -> [Diagnostic] {
    plan.modules.filter { $0.name == MutantBuild.module || $0.kind == .test }.flatMap { module in
      guard let object = objects[module.name],
        let used = ObjectFile.undefinedSymbols(of: folder.file(of: object))
      else { return [error("what \(module.name) uses cannot be read from its machine code")] }
      return used.intersection(functions).sorted().map { name in
        error(
          "\(module.name) uses \(name), which nothing that tests run may use",
          notes: ["move it to Sources/App, or do without it"])
      }
    }
  }

  private static func error(_ message: String, notes: [String] = []) -> Diagnostic {
    Diagnostic(
      file: nil, line: nil, column: nil, severity: .error, message: message, notes: notes)
  }

  /// Those that are refused where the sources spell them plainly, and more.
  private static let functions = ForbiddenCode.processNames.union([
    // They end the process, or say what its end does.
    "pthread_exit", "thrd_exit", "daemon", "atexit", "on_exit", "at_quick_exit", "err", "errx",
    "verr", "verrx", "error", "error_at_line",
    // They begin another one, or become it.
    "forkpty", "clone", "posix_spawn", "posix_spawnp", "system", "popen", "execl", "execlp",
    "execle",
    // They give a descriptor another meaning, or find one.
    "dup", "dup2", "dup3", "fcntl", "fcntl64", "pipe", "pipe2", "socketpair", "readlink",
    "readlinkat", "recvmsg", "close_range", "closefrom",
    // They reach everything.
    "dlmopen", "dl_iterate_phdr", "ptrace", "prctl", "process_vm_readv", "process_vm_writev",
  ])
}
