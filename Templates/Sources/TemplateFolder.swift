import Foundation
package import Workspace

/// Reads the files that are shipped beside the program: templates, prompts, recipes.
package struct TemplateFolder: Sendable, Equatable {
  /// The folder, absolute.
  package let path: String

  package init(_ path: String) {
    self.path = path
  }

  /// The folder `name` in this one.
  package func folder(_ name: String) -> TemplateFolder {
    TemplateFolder(path + "/" + name)
  }

  /// The names of the folders directly in this one, sorted, hidden ones left out.
  package func folderNames() throws(TemplateError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
        .filter { name in !name.hasPrefix(".") && isFolder(path + "/" + name) }
        .sorted()
    } catch {
      throw TemplateError(
        .missing, "Cannot read the templates in \(path). Install wisp again with `make install`.")
    }
  }

  /// Whether there is a file `name`.
  package func contains(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/" + name)
  }

  /// The file `name` as text.
  func text(_ name: String) throws(TemplateError) -> String {
    guard let text = String(bytes: try bytes(name), encoding: .utf8) else {
      throw TemplateError(.malformed, "\(path)/\(name) is not UTF-8 text.")
    }
    return text
  }

  /// The file `name`.
  func bytes(_ name: String) throws(TemplateError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path + "/" + name) else {
      throw TemplateError(
        .missing, "Cannot read \(path)/\(name). Install wisp again with `make install`.")
    }
    return [UInt8](data)
  }

  /// The file `name`, a JSON object, as a value.
  package func value<Value: Decodable>(
    _ name: String, as type: Value.Type
  ) throws(TemplateError) -> Value {
    let text = try text(name)
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw TemplateError(.malformed, "\(path)/\(name) is not what it should be: \(error)")
    }
  }

  /// Every file below, without what building leaves behind (`.build`, `.swiftpm`, `Package.resolved`).
  package func tree() throws(TemplateError) -> FileTree {
    guard let below = FileManager.default.enumerator(atPath: path) else {
      throw TemplateError(
        .missing, "Cannot read \(path). Install wisp again with `make install`.")
    }
    var tree = FileTree()
    while let name = below.nextObject() as? String {
      let first = name.split(separator: "/").first.map(String.init) ?? name
      if [".build", ".swiftpm", "Package.resolved"].contains(first) || isFolder(path + "/" + name) {
        continue
      }
      guard let data = FileManager.default.contents(atPath: path + "/" + name) else {
        throw TemplateError(.missing, "Cannot read \(path)/\(name).")
      }
      do {
        tree[try SafePath(name)] = [UInt8](data)
      } catch {
        throw TemplateError(.malformed, "\(path)/\(name): \(error)")
      }
    }
    return tree
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
