import Foundation

/// From a manifest that was run: what `swift package dump-package` prints.
extension PackageShape {
  init(dump: [UInt8]) throws(Refusal) {
    guard let manifest = try? JSONDecoder().decode(Dump.self, from: Data(dump)) else {
      throw Refusal("its manifest says more than is understood")
    }
    guard manifest.cLanguageStandard == nil, manifest.cxxLanguageStandard == nil,
      manifest.defaultLocalization == nil, manifest.pkgConfig == nil
    else { throw Refusal("its manifest has settings for C or languages") }
    guard (manifest.traits ?? []).allSatisfy({ $0.name != "default" || $0.enabledTraits.isEmpty })
    else { throw Refusal("it has traits that are on by default") }
    name = manifest.name
    let version = manifest.toolsVersion._version.split(separator: ".").compactMap { Int($0) }
    guard version.count >= 2 else { throw Refusal("its tools version cannot be read") }
    tools = try ToolsVersion(version[0], version[1])
    var languageMode = tools.languageMode
    if let modes = manifest.swiftLanguageVersions, !modes.isEmpty {
      languageMode = try Self.languageMode(of: modes)
    }
    for dependency in manifest.dependencies {
      // The manifest that was run names the folders inside, as `ConfinedManifest` has put them.
      guard let path = dependency.fileSystem?.first?.path,
        let known = DependencyStore.allowed.first(where: {
          "\(Inside.dependencies)/\($0.name)" == path
        })
      else { throw Refusal("it asks for a dependency in its own way") }
      dependencies.append(known.url)
    }
    for product in manifest.products {
      if product.type == ["library": ["automatic"]] {
        published += product.targets
      } else if product.type.keys.contains("executable"), product.targets.count == 1 {
        executables.append(Executable(name: product.name, target: product.targets[0]))
      } else {
        throw Refusal("it has a product of another kind")
      }
    }
    for target in manifest.targets {
      targets.append(try Self.target(target, languageMode: languageMode))
    }
    addImpliedExecutables()
  }

  private static func target(_ dump: Dump.Target, languageMode: String) throws(Refusal) -> Target {
    let kinds = ["regular": Target.Kind.library, "executable": .executable, "test": .test]
    guard let kind = kinds[dump.type], dump.pluginUsages == nil,
      dump.publicHeadersPath == nil
    else { throw Refusal("it has a target of another kind") }
    var target = Target(kind: kind, name: dump.name)
    target.path = dump.path
    target.sources = dump.sources
    target.exclude = dump.exclude
    target.settings.languageMode = languageMode
    target.settings.hasPackageAccess = dump.packageAccess ?? true
    for dependency in dump.dependencies {
      for (way, values) in dependency {
        let texts = values.map { value -> String? in
          if case .text(let text) = value { text } else { nil }
        }
        // The rest are conditions and other names.
        guard values.dropFirst(way == "product" ? 2 : 1).allSatisfy({ $0 == .nothing }) else {
          throw Refusal("a target has a dependency with a condition")
        }
        switch (way, texts.first ?? nil, texts.count > 1 ? texts[1] : nil) {
        case ("byName", let name?, _): target.names.append(name)
        case ("target", let name?, _): target.targets.append(name)
        case ("product", let name?, let package?):
          target.products.append(Product(name: name, package: package))
        default: throw Refusal("a target has a dependency of another kind")
        }
      }
    }
    for resource in dump.resources {
      guard let rule = resource.rule.keys.first, rule == "process" || rule == "copy",
        resource.rule.values.allSatisfy(\.isEmpty)
      else { throw Refusal("it has a resource of another kind") }
      target.resources.append(
        Resource(rule: rule == "copy" ? .copy : .process, path: resource.path))
    }
    for setting in dump.settings {
      guard setting.condition?.holds() != false else { continue }
      guard setting.tool == "swift", setting.kind.count == 1,
        let (kind, values) = setting.kind.first
      else { throw Refusal("a target has a setting of the tool \(setting.tool)") }
      try target.settings.add(kind, expressions(kind, values))
    }
    return target
  }

  /// The values of a setting as they would stand in the manifest.
  private static func expressions(
    _ kind: String, _ values: [String: String]
  ) -> [ManifestLiteral.Expression] {
    values.sorted { $0.key < $1.key }.map { _, value in
      switch (kind, value) {
      case ("swiftLanguageMode", _): .call("v\(value)", [])
      case ("defaultIsolation", "MainActor"): .call("self", [])
      case ("defaultIsolation", _): .nothing
      case (_, "error"), (_, "warning"): .call(value, [])
      default: .string(value)
      }
    }
  }
}

/// The JSON of `swift package dump-package`, as far as it is understood; what is more makes the
/// package one for `swift build`.
private struct Dump: Decodable {
  var name: String
  var cLanguageStandard: String?
  var cxxLanguageStandard: String?
  var defaultLocalization: String?
  var pkgConfig: String?
  var traits: [Trait]?
  var toolsVersion: ToolsVersion
  var swiftLanguageVersions: [String]?
  var dependencies: [Dependency]
  var products: [Product]
  var targets: [Target]

  struct ToolsVersion: Decodable {
    var _version: String
  }

  struct Dependency: Decodable {
    var fileSystem: [Folder]?

    struct Folder: Decodable {
      var path: String
    }
  }

  struct Product: Decodable {
    var name: String
    var targets: [String]
    var type: [String: [String]?]
  }

  struct Target: Decodable {
    var name: String
    var type: String
    var path: String?
    var sources: [String]?
    var publicHeadersPath: String?
    var packageAccess: Bool?
    var pluginUsages: [Unread]?
    var exclude: [String]
    var dependencies: [[String: [Value]]]
    var resources: [Resource]
    var settings: [Setting]
  }

  struct Resource: Decodable {
    var path: String
    var rule: [String: [String: String]]
  }

  struct Setting: Decodable {
    var tool: String
    var kind: [String: [String: String]]
    var condition: Condition?
  }

  struct Condition: Decodable {
    var platformNames: [String]?
    var config: String?
    var traits: [String]?

    /// Whether it holds for a debug build on Linux.
    ///
    /// No trait is on.
    func holds() -> Bool {
      guard traits?.isEmpty != false else { return false }
      let platforms = platformNames ?? []
      return (platforms.isEmpty || platforms.contains("linux")) && config ?? "debug" == "debug"
    }
  }

  struct Trait: Decodable {
    var name: String
    var enabledTraits: [String]
  }

  /// There, and not looked into.
  struct Unread: Decodable {
    init(from decoder: any Decoder) {}
  }

  enum Value: Decodable, Equatable {
    case text(String)
    case nothing
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .nothing
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .other
      }
    }
  }
}
