import CSpawn

/// The memory of this process, which holds keys.
package enum OwnMemory {
  /// From now on a crash leaves no core file, and no other program of the user can look into it.
  ///
  /// Programs that are started are not concerned. A debugger of the same user can no longer attach.
  package static func close() { wisp_close_memory() }
}
