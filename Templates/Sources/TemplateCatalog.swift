import Foundation
import Workspace

/// The templates that are installed.
package struct TemplateCatalog: Sendable, Equatable {
  /// Sorted by name.
  package let templates: [Template]

  /// Loads every folder of `apps` in `directory` that holds a `template.json`, and the user's own.
  package static func load(
    from directory: String, own: OwnTemplates? = nil
  ) throws(TemplateError) -> TemplateCatalog {
    let root = TemplateFolder(directory)
    let shipped = shipped(in: directory)
    var folders = try shipped.folderNames().map { ($0, shipped.folder($0)) }
    if let own, FileManager.default.fileExists(atPath: own.directory) {
      let place = TemplateFolder(own.directory)
      for name in try place.folderNames() {
        guard !folders.contains(where: { $0.0 == name }) else {
          throw TemplateError(
            .name, "\(own.directory)/\(name) has the name of a template of wisp's own. Rename it.")
        }
        try PackageManifest.check(name)
        folders.append((name, place.folder(name)))
      }
    }
    var templates: [Template] = []
    // Parts that several templates take.
    var kit: [String: [UInt8]] = [:]
    for (name, folder) in folders.sorted(by: { $0.0 < $1.0 }) {
      guard folder.contains("template.json") else { continue }
      let about = try folder.value("template.json", as: About.self)
      var starter = try folder.folder("starter").tree()
      var given: Set<SafePath> = []
      for name in about.given ?? [] { given.insert(try Self.path(name)) }
      for part in about.kit ?? [] {
        let file = "kit/\(AppLayout.kit)\(part).swift"
        guard root.contains(file) else {
          throw TemplateError(
            .missing, "\(name)/template.json names the part \(part), which kit does not have.")
        }
        if kit[part] == nil { kit[part] = try root.bytes(file) }
        let path = try Self.path("\(about.kitFolder ?? AppLayout.kitFolder)/\(part).swift")
        starter[path] = kit[part]
        if about.kitFolder != nil { given.insert(path) }
      }
      var template = Template(
        name: name, summary: about.summary, goodFor: about.goodFor, starter: starter,
        prompt: try folder.text("prompt.md").trimmingCharacters(in: .newlines),
        dependencies: about.dependencies, keywords: about.keywords,
        decisive: about.decisive ?? [], icon: about.icon)
      template.readsInput = about.readsInput ?? true
      template.given = given
      templates.append(template)
    }
    guard !templates.isEmpty else {
      throw TemplateError(
        .missing, "There are no templates in \(directory). Install wisp again with `make install`.")
    }
    return TemplateCatalog(templates: templates)
  }

  /// The template of an app that nothing else is known of: it reads standard input and writes standard output.
  package static let usual = "filter"

  /// The template called `name`, nil if there is none.
  package subscript(name: String) -> Template? {
    templates.first { template in template.name == name }
  }

  /// The folder of templates that belongs to a program: installed, or in a build.
  ///
  /// - Parameter besideExecutable: the path of the running program; links are followed.
  /// - Returns: nil if there is neither.
  package static func locate(besideExecutable: String) -> String? {
    let folder = URL(fileURLWithPath: besideExecutable).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    let places = [
      folder.deletingLastPathComponent().appendingPathComponent("share/wisp/Templates"),
      folder.appendingPathComponent("wisp_Templates.resources"),
      folder.appendingPathComponent("wisp_Templates.bundle"),
      folder.appendingPathComponent("wisp_Templates.bundle/Contents/Resources"),
    ].map(\.path)
    return places.first { place in TemplateFolder(place).contains("prompts/system.md") }
  }

  /// The folders of wisp's own templates in the folder of all that is shipped.
  static func shipped(in directory: String) -> TemplateFolder {
    TemplateFolder(directory).folder("apps")
  }

  private static func path(_ name: String) throws(TemplateError) -> SafePath {
    do { return try SafePath(name) } catch { throw TemplateError(.malformed, "\(name): \(error)") }
  }

  private struct About: Decodable {
    var summary: String
    var goodFor: [String]
    var keywords: [String]
    var dependencies: [String]
    var icon: String
    var decisive: [String]?
    var readsInput: Bool?
    /// The sources of `kit/`, which several share, that the starter takes: `Page` for `Page.swift`.
    var kit: [String]?
    /// Where they lie in the app: `Sources/Kit`, a module of its own, if it is not said.
    var kitFolder: String?
    /// Files of the starter that the prompt describes, so that they need not be sent.
    var given: [String]?
  }
}
