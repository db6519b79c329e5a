import CSpawn

/// Changes of the size of the window that this process's terminal is in.
///
/// One reader at a time, who hears of every change: Dispatch must not watch the signal as well, as it would
/// take some of them away.
package enum WindowSize {
  /// Writes a byte to the descriptor, which never blocks, after each change from now on.
  package static func notify(_ descriptor: Int32) { wisp_notify_resize(descriptor) }

  /// Nobody hears of changes any more; the descriptor may be closed.
  package static func ignore() { wisp_notify_resize(-1) }
}
