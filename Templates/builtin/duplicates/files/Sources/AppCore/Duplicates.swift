import Foundation
import Kit

/// Files with the same content.
public struct Duplicates: Sendable, Equatable {
  /// Bytes of each.
  public var size: Int
  /// Sorted, at least two.
  public var paths: [String]

  /// Bytes that would be free if only one stayed.
  public var waste: Int { size * (paths.count - 1) }

  public var lines: [String] {
    ["\(paths.count) files of \(size) bytes, \(waste) bytes to gain"] + paths.map { "  \($0)" }
  }

  /// All duplicates below a folder, the largest waste first; links and empty files are left out.
  ///
  /// Files are compared whole, and read only where another has the same size.
  public static func all(below folder: String, least: Int) throws(InputError) -> [Duplicates] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
      isFolder.boolValue, let names = FileManager.default.enumerator(atPath: folder)
    else { throw InputError("'\(folder)' is no folder that can be read") }
    var sizes: [Int: [String]] = [:]
    while let name = names.nextObject() as? String {
      let path = folder == "." ? name : "\(folder)/\(name)"
      guard let facts = try? FileManager.default.attributesOfItem(atPath: path),
        facts[.type] as? FileAttributeType == .typeRegular,
        let size = (facts[.size] as? NSNumber)?.intValue, size >= max(1, least)
      else { continue }
      sizes[size, default: []].append(path)
    }
    var found: [Duplicates] = []
    for (size, paths) in sizes where paths.count > 1 {
      var groups: [[String]] = []
      for path in paths.sorted() {
        let same = groups.firstIndex { group in
          group.first.map { FileManager.default.contentsEqual(atPath: $0, andPath: path) } ?? false
        }
        if let same { groups[same].append(path) } else { groups.append([path]) }
      }
      found += groups.filter { $0.count > 1 }.map { Duplicates(size: size, paths: $0) }
    }
    return found.sorted { ($1.waste, $0.paths[0]) < ($0.waste, $1.paths[0]) }
  }
}
