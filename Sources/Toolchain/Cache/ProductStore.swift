import Files
import Foundation

/// Modules that were compiled, kept in the cache for every build folder: what has been made once of the same sources is
/// copied, not compiled again.
///
/// A fork, a candidate, a tree that comes back after `undo` and the unchanged half of another app find their modules
/// here.
///
/// ```
/// KEY/recipe      all that the compiler was given
/// KEY/output.txt  what it said
/// KEY/product     what it made
/// ```
///
/// KEY is a name and proves nothing: a product is taken only if its recipe is the same byte by byte, so that nobody
/// gains from sources whose hashes collide. No sandbox ever sees the store.
struct ProductStore: Sendable {
  var folder: String

  /// The most that the store holds after a sweep, in bytes.
  static let most = 512 << 20
  /// The largest product that is kept, in bytes.
  private static let largest = 32 << 20

  static func parent(in cacheDirectory: String) -> String { "\(cacheDirectory)/products" }

  init(in cacheDirectory: String) { folder = Self.parent(in: cacheDirectory) }

  /// Copies a product into a build folder.
  ///
  /// - Returns: False if it is not there, or cannot be copied: then it is made.
  func take(_ recipe: ProductRecipe, as product: DirectFolder.Product, to build: DirectFolder)
    -> Bool
  {
    let kept = place(of: recipe)
    guard HostFile.bytes(at: "\(kept)/recipe", limit: ProductRecipe.most) == recipe.bytes,
      let output = HostFile.bytes(at: "\(kept)/output.txt", limit: Self.largest),
      let bytes = HostFile.bytes(at: "\(kept)/product", limit: Self.largest)
    else { return false }
    // From now on it is in use: a sweep looks at this time.
    utimes(kept, nil)
    do {
      try build.prepare(product)
      try build.write(bytes, as: product)
      return try build.complete(product, output: output)
    } catch {
      return false
    }
  }

  /// Keeps a product for later; one that cannot be kept is made again.
  func keep(
    _ product: DirectFolder.Product, output: [UInt8], recipe: ProductRecipe,
    from build: DirectFolder
  ) {
    guard output.count < Self.largest,
      let bytes = HostFile.bytes(at: build.file(of: product), limit: Self.largest),
      bytes.count < Self.largest
    else { return }
    let name = ".draft-\(UUID().uuidString)"
    let draft = HostileFolder("\(folder)/\(name)")
    do {
      try HostFile.makeFolder("\(folder)/\(name)")
      try draft.write(recipe.bytes, to: "recipe")
      try draft.write(output, to: "output.txt")
      try draft.write(bytes, to: "product")
      // Another process may have been faster.
      if rename("\(folder)/\(name)", place(of: recipe)) != 0 {
        HostFile.remove("\(folder)/\(name)")
      }
    } catch {
      HostFile.remove("\(folder)/\(name)")
    }
  }

  /// Removes what has been used least lately until the rest is small enough.
  func trim(to most: Int = ProductStore.most) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var kept: [(path: String, seconds: Int, size: Int)] = []
    for name in names {
      let path = "\(folder)/\(name)"
      guard let stamp = HostFile.stamp(of: path), stamp.isFolder else { continue }
      let files = ["recipe", "output.txt", "product"].compactMap {
        HostFile.stamp(of: "\(path)/\($0)")?.size
      }
      kept.append((path, stamp.seconds, files.reduce(0, +)))
    }
    var size = kept.reduce(0) { $0 + $1.size }
    for entry in kept.sorted(by: { ($0.seconds, $0.path) < ($1.seconds, $1.path) }) {
      guard size > most else { return }
      HostFile.remove(entry.path)
      size -= entry.size
    }
  }

  private func place(of recipe: ProductRecipe) -> String { "\(folder)/\(recipe.name)" }
}
