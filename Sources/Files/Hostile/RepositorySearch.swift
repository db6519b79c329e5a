#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// One walk through a folder in search of repositories.
///
/// A folder is listed whole before anything in it is renamed or entered. At most one folder is open for each
/// level, and the number of levels and entries has a limit.
struct RepositorySearch {
  /// What to do with a repository.
  enum Treatment {
    /// Leave it out, with what lies in it.
    case pass
    /// Add it to what was found.
    case note
    /// Rename it, and what lies in it.
    case setAside
  }

  private(set) var found: [Repository] = []
  private(set) var unseen: String?
  private(set) var setAside: [HostileFolder.SetAside] = []
  private var entries = 0
  private let suffix: [UInt8]
  private let treatment: (Repository) -> Treatment

  /// Entries looked at, and folders entered below each other.
  private static let mostEntries = 1_000_000
  private static let deepest = 200

  init(suffix: [UInt8] = [], treatment: @escaping (Repository) -> Treatment) {
    self.suffix = suffix
    self.treatment = treatment
  }

  mutating func run(in path: String) {
    guard let folder = AccessibleFolder(path: path) else {
      if errno != ENOENT { unseen = "" }
      return
    }
    visit(folder.descriptor, Place(), nil, depth: 0)
  }

  /// Where the walk is.
  private struct Place {
    /// Below the folder where the walk began.
    var path: [UInt8] = []
    /// Whether it lies in a repository that has been set aside.
    var isSetAside = false

    func entry(_ name: EntryName) -> Place {
      Place(path: path.isEmpty ? name.bytes : path + [0x2F] + name.bytes, isSetAside: isSetAside)
    }

    var text: String { String(decoding: path, as: UTF8.self) }
  }

  /// How a folder is renamed: the descriptor of the one that it lies in, and its name there.
  private struct Handle {
    var parent: Int32
    var name: EntryName
  }

  /// Looks at a folder and at what lies in it.
  ///
  /// `handle` is nil for the folder where the walk began, and for one that has been renamed.
  private mutating func visit(
    _ folder: borrowing Descriptor, _ place: Place, _ handle: Handle?, depth: Int
  ) {
    guard depth < Self.deepest, entries < Self.mostEntries, let stream = EntryStream(folder) else {
      unseen = unseen ?? place.text
      return
    }
    var layout = Repository.Layout()
    var inner: [EntryName] = []
    var named: [EntryName] = []
    while let name = stream.next() {
      entries += 1
      layout.add(name)
      if Repository.isName(name.bytes) {
        named.append(name)
      } else if name.isFolder(in: folder) {
        inner.append(name)
      }
    }
    var place = place
    if layout.isRepository {
      guard enter(folder, layout, &place, handle) else { return }
    }
    for name in named { visit(named: name, in: folder, place, depth: depth) }
    for name in inner {
      guard let opened = AccessibleFolder(name, in: folder) else {
        if errno != ENOENT { unseen = unseen ?? place.entry(name).text }
        continue
      }
      visit(
        opened.descriptor, place.entry(name), Handle(parent: folder.number, name: name),
        depth: depth + 1)
    }
  }

  /// Treats a folder that is a repository by what it holds.
  ///
  /// - Returns: Whether to look at what lies in it.
  private mutating func enter(
    _ folder: borrowing Descriptor, _ layout: Repository.Layout, _ place: inout Place,
    _ handle: Handle?
  ) -> Bool {
    var status = stat()
    guard fstat(folder.number, &status) == 0 else { return false }
    let repository = Repository(path: place.path, status)
    switch place.isSetAside ? .setAside : treatment(repository) {
    case .pass: return false
    case .note:
      found.append(repository)
      return false
    case .setAside:
      // At once no repository any more, whatever its name is.
      let number = folder.number
      let isDefused = layout.heads.allSatisfy { Self.rename($0, in: number, suffix) != nil }
      guard !place.isSetAside else { return true }
      if let handle, let newName = Self.rename(handle.name, in: handle.parent, suffix) {
        place.path = place.path.dropLast(handle.name.bytes.count) + newName.bytes
      }
      place.isSetAside = true
      setAside.append(.init(repository: repository, newPath: isDefused ? place.text : nil))
      return true
    }
  }

  /// Treats an entry that is a repository by its name.
  private mutating func visit(
    named name: EntryName, in folder: borrowing Descriptor, _ place: Place, depth: Int
  ) {
    var status = stat()
    guard name.status(in: folder, &status) else { return }
    let repository = Repository(path: place.entry(name).path, status)
    switch place.isSetAside ? .setAside : treatment(repository) {
    case .pass: return
    case .note: found.append(repository)
    case .setAside:
      let newName = Self.rename(name, in: folder.number, suffix)
      var inner = place.entry(newName ?? name)
      inner.isSetAside = true
      if !place.isSetAside {
        setAside.append(
          .init(repository: repository, newPath: newName == nil ? nil : inner.text))
      }
      guard repository.isFolder, let opened = AccessibleFolder(newName ?? name, in: folder) else {
        return
      }
      visit(opened.descriptor, inner, nil, depth: depth + 1)
    }
  }

  /// Adds the suffix, and a number if that name is taken; a name that becomes too long loses its end.
  ///
  /// - Returns: The new name; nil if it could not be renamed.
  private static func rename(
    _ name: EntryName, in folder: Int32, _ suffix: [UInt8]
  ) -> EntryName? {
    for attempt in 1...20 {
      // The program may have taken the names that can be foretold.
      let number = attempt < 10 ? "-\(attempt)" : "-\(UInt64.random(in: .min ... .max))"
      let end = suffix + (attempt == 1 ? [] : Array(number.utf8))
      let target = EntryName(bytes: name.bytes.prefix(255 - end.count) + end)
      var status = stat()
      if target.status(in: folder, &status) { continue }
      let renamed = AccessibleFolder.writing(in: folder) {
        name.withCString { old in target.withCString { renameat(folder, old, folder, $0) } } == 0
      }
      return renamed ? target : nil
    }
    return nil
  }
}
