import Files
import Foundation
import Workspace

/// Templates that the user made, in a folder of their own.
package struct OwnTemplates: Sendable, Equatable {
  /// One folder for each template; need not be there.
  package let directory: String

  package init(_ directory: String) { self.directory = directory }

  /// Makes a template called `name` from a shipped one, to be changed by its owner.
  ///
  /// It has no keywords yet, so it is taken only if it is named.
  /// - Returns: Its folder.
  package func make(
    _ name: String, from base: Template, shipped: String
  ) throws(TemplateError) -> String {
    try PackageManifest.check(name)
    let place = directory + "/" + name
    guard !FileManager.default.fileExists(atPath: place) else {
      throw TemplateError(
        .name, "There is \(place) already. Choose another name, or change that one.")
    }
    guard !TemplateFolder(shipped).contains(name),
      !TemplateCatalog.shipped(in: shipped).contains(name)
    else {
      throw TemplateError(.name, "\(name) is a template of wisp's own. Choose another name.")
    }
    do {
      let draft = place + ".draft"
      try? FileManager.default.removeItem(atPath: draft)
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: TemplateCatalog.shipped(in: shipped).folder(base.name).path, toPath: draft)
      // With what it shares with others: it must be green as it stands, and stays as it is now.
      try base.starter.write(to: draft + "/starter", replacing: FileTree())
      for left in ["starter/.build", "starter/Package.resolved"] {
        try? FileManager.default.removeItem(atPath: draft + "/" + left)
      }
      try about(of: base, in: draft).write(
        to: URL(fileURLWithPath: draft + "/template.json"), options: .atomic)
      try replace(
        "\"template\": \"\(base.name)\"", "\"template\": \"\(name)\"",
        "starter/\(AppLayout.manifest)", draft)
      try replace("## Template `\(base.name)`", "## Template `\(name)`", "prompt.md", draft)
      try FileManager.default.moveItem(atPath: draft, toPath: place)
    } catch {
      throw TemplateError(.missing, "Cannot make \(place): \(error.localizedDescription)")
    }
    return place
  }

  /// What `template.json` says before its owner has said more.
  private func about(of base: Template, in folder: String) throws -> Data {
    let path = URL(fileURLWithPath: folder + "/template.json")
    let old = try JSONSerialization.jsonObject(with: Data(contentsOf: path)) as? [String: Any]
    var about = old ?? [:]
    about["summary"] = "Your own, made from \(base.name): say here what it is for."
    about["goodFor"] = [String]()
    about["keywords"] = [String]()
    about["decisive"] = [String]()
    about["kit"] = nil
    about["kitFolder"] = nil
    about["given"] = base.given.map(\.description).sorted()
    return try JSONSerialization.data(
      withJSONObject: about, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
  }

  private func replace(_ old: String, _ new: String, _ file: String, _ folder: String) throws {
    let path = URL(fileURLWithPath: folder + "/" + file)
    let text = try String(contentsOf: path, encoding: .utf8)
    try text.replacing(old, with: new).write(to: path, atomically: true, encoding: .utf8)
  }
}
