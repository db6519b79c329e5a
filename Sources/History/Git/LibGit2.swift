import CGit2

/// The library itself: loaded and started once in a process, cut off from the machine's git configuration.
enum LibGit2 {
  /// Why it cannot be loaded; nil if it was loaded.
  static let loadFailure: String? = wisp_git_load().map { String(cString: $0) }

  /// Starts the library on first use; the count of starts, or a negative error code.
  ///
  /// The options are global to the process. The search paths are emptied so that no user's or
  /// system's configuration, attributes, templates or filters have a say in an app's history. The
  /// owner check protects those who wander into foreign repositories; `wisp` only opens its own,
  /// and must be able to when it runs as another user, as in a container. Objects are synced before
  /// the references that need them: a power cut must not leave a branch on an empty file.
  static let started: Int32 = {
    guard loadFailure == nil else { return GIT_ERROR.rawValue }
    let count = git_libgit2_init()
    guard count >= 0 else { return count }
    let levels = [
      GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
      GIT_CONFIG_LEVEL_GLOBAL,
    ]
    for level in levels {
      let status = wisp_git_set_search_path(level, "")
      guard status >= 0 else { return status }
    }
    for status in [wisp_git_set_owner_validation(0), wisp_git_set_fsync(1)] where status < 0 {
      return status
    }
    return count
  }()
}
