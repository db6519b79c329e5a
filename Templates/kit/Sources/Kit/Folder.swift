import Foundation

/// A file or a folder, as it was found.
public struct FoundFile: Sendable, Hashable {
  /// As given, with the name behind it: `box/deep/a.txt`.
  public let path: String
  /// The last part of the path.
  public let name: String
  /// The letters behind the last point, lower-cased: `txt`; empty where there is none.
  public let kind: String
  public let isFolder: Bool
  /// Bytes; 0 for a folder.
  public let size: Int
  /// When it was last changed, in seconds since 1970.
  public let changed: Double
}

/// Whether there is a folder at `path`.
public func isFolder(_ path: String) -> Bool {
  var isFolder: ObjCBool = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
}

/// What a folder holds, sorted by path: files and folders, links and other things left out.
///
/// `deep` finds what its folders hold, too; `hidden` finds names that begin with a point.
public func contents(
  of folder: String, deep: Bool = true, hidden: Bool = false
) throws(InputError) -> [FoundFile] {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
    throw InputError("there is no folder '\(folder)'")
  }
  guard isFolder.boolValue else { throw InputError("'\(folder)' is a file, not a folder") }
  guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
    throw InputError("cannot read the folder '\(folder)'")
  }
  var found: [FoundFile] = []
  for name in names where hidden || !name.hasPrefix(".") {
    let path = folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { continue }
    let type = facts[.type] as? FileAttributeType
    guard type == .typeRegular || type == .typeDirectory else { continue }
    let isFolder = type == .typeDirectory
    let point = name.dropFirst().lastIndex(of: ".")
    found.append(
      FoundFile(
        path: path, name: name,
        kind: point.map { name[name.index(after: $0)...].lowercased() } ?? "", isFolder: isFolder,
        size: isFolder ? 0 : (facts[.size] as? NSNumber)?.intValue ?? 0,
        changed: (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0))
    // A folder inside that may not be read is left out; the one that was named must be readable.
    if isFolder, deep { found += (try? contents(of: path, hidden: hidden)) ?? [] }
  }
  return found.sorted { $0.path < $1.path }
}
