import Files
package import Foundation
import Workspace

/// Tools are kept as long as they are used and there is room for them.
extension ToolCache {
  /// Seconds since its last use after which a tool goes.
  package static let idleSeconds = Term.tool.seconds
  /// Bytes that all tools together may take where nothing else is set.
  package static let usualBudget = 1_000_000_000
  /// Seconds after which what a killed process left half-made is nobody's.
  private static let leftBehindSeconds = 86_400.0

  /// What a trim removes.
  package struct Trim: Sendable, Equatable {
    package var tools = 0
    package var bytes = 0
  }

  /// Removes the tools that nobody has used for long, then those used longest ago until the rest fits.
  ///
  /// - Parameters:
  ///   - budget: Bytes that may stay.
  ///   - now: What time it is.
  ///   - onlyCounts: Whether nothing is removed.
  /// - Returns: What went, or would go; tools in use stay.
  @discardableResult
  package func trim(budget: Int, now: Date = Date(), onlyCounts: Bool = false) -> Trim {
    var trim = Trim()
    var left = 0
    for entry in entries.sorted(by: { $0.lastUse > $1.lastUse }) {
      let age = now.timeIntervalSince(entry.lastUse)
      let isDraft = entry.name.hasPrefix(".")
      let isOld = age >= (isDraft || entry.isRun ? Self.leftBehindSeconds : Self.idleSeconds)
      let bytes = HostileFolder(entry.path).size.bytes
      guard isOld || (!isDraft && !entry.isRun && left + bytes > budget) else {
        left += bytes
        continue
      }
      guard onlyCounts || CachedTool.remove(entry.path) else { continue }
      trim.tools += 1
      trim.bytes += bytes
    }
    if !onlyCounts {
      // Only empty ones go.
      for key in Self.names(in: root) { rmdir(root + "/" + key) }
    }
    return trim
  }

  private struct Entry {
    var name: String
    var path: String
    var lastUse: Date
    /// Whether it is the data folder of a run.
    var isRun: Bool
  }

  private var entries: [Entry] {
    Self.names(in: root).flatMap { key in
      Self.names(in: root + "/" + key).compactMap { name in
        let path = "\(root)/\(key)/\(name)"
        var status = stat()
        guard stat(CachedTool.factsFile(of: path), &status) == 0 || lstat(path, &status) == 0 else {
          return nil
        }
        return Entry(
          name: name, path: path,
          lastUse: Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec)),
          isRun: key == Self.runFolder)
      }
    }
  }

  private static func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }
}
