#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension HostileFolder {
  /// Files directly in the folder whose name ends in one of `endings` and that were changed at `since` or
  /// later, sorted by name, ten at most; links and names that are not UTF-8 are left out.
  ///
  /// `since`: seconds since 1970, as the file system tells them.
  package func files(ending endings: [String], changedSince since: Int) -> [String] {
    guard let folder = try? Descriptor.directory(at: path), let stream = EntryStream(folder) else {
      return []
    }
    var names: [String] = []
    var seen = 0
    while let name = stream.next(), seen < 10_000 {
      seen += 1
      var status = stat()
      guard let text = String(validating: name.bytes, as: UTF8.self),
        endings.contains(where: text.lowercased().hasSuffix),
        name.status(in: folder, &status), status.st_mode & S_IFMT == S_IFREG,
        status.changedSeconds >= since
      else { continue }
      names.append(text)
    }
    return Array(names.sorted().prefix(10))
  }
}

extension stat {
  fileprivate var changedSeconds: Int {
    #if canImport(Darwin)
    Int(st_mtimespec.tv_sec)
    #else
    Int(st_mtim.tv_sec)
    #endif
  }
}
