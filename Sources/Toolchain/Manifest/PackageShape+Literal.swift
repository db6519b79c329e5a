/// From a manifest that was read.
extension PackageShape {
  private typealias Argument = ManifestLiteral.Argument
  private typealias Expression = ManifestLiteral.Expression

  init(_ manifest: ManifestLiteral) throws(Refusal) {
    tools = try ToolsVersion(manifest.major, manifest.minor)
    var settings = SwiftSettings(
      languageMode: tools.languageMode, hasPackageAccess: tools.hasPackageAccess)
    for argument in manifest.package {
      switch argument.label {
      case "name": name = try Self.text(argument.value)
      // Only macOS has versions to choose from.
      case "platforms": break
      case "products":
        for product in try Self.list(argument.value) { try addProduct(product) }
      case "dependencies":
        for dependency in try Self.list(argument.value) { try addDependency(dependency) }
      case "targets": break
      case "swiftLanguageModes", "swiftLanguageVersions":
        let modes = try Self.list(argument.value).map { mode -> String in
          guard case .call(let name, []) = mode, name.hasPrefix("v") else { return "" }
          return String(name.dropFirst().replacing("_", with: "."))
        }
        settings.languageMode = try Self.languageMode(of: modes)
      default: throw Refusal("its manifest has \(argument.label ?? "an argument without a name")")
      }
    }
    for argument in manifest.package where argument.label == "targets" {
      for target in try Self.list(argument.value) {
        targets.append(try Self.target(target, settings: settings))
      }
    }
    addImpliedExecutables()
  }

  private mutating func addProduct(_ product: Expression) throws(Refusal) {
    guard case .call(let kind, let arguments) = product else { throw Refusal("of a product") }
    var name = ""
    var made: [String] = []
    for argument in arguments {
      switch argument.label {
      case "name": name = try Self.text(argument.value)
      case "targets": made = try Self.texts(argument.value)
      default: throw Refusal("a product has \(argument.label ?? "an argument without a name")")
      }
    }
    switch kind {
    case "library": published += made
    case "executable":
      guard made.count == 1 else { throw Refusal("a program is made of several targets") }
      executables.append(Executable(name: name, target: made[0]))
    default: throw Refusal("it has a product .\(kind)")
    }
  }

  private mutating func addDependency(_ dependency: Expression) throws(Refusal) {
    guard case .call("package", let arguments) = dependency,
      arguments.first?.label == "url", case .string(let url) = arguments[0].value
    else { throw Refusal("it asks for a dependency in its own way") }
    // There is one version of each; whichever is asked for, that one is meant.
    dependencies.append(url)
  }

  private static func target(
    _ target: Expression, settings: SwiftSettings
  ) throws(Refusal) -> Target {
    guard case .call(let name, let arguments) = target else { throw Refusal("of a target") }
    let kinds = [
      "target": Target.Kind.library, "executableTarget": .executable, "testTarget": .test,
    ]
    guard let kind = kinds[name] else { throw Refusal("it has a target .\(name)") }
    var result = Target(kind: kind, name: "")
    result.settings = settings
    for argument in arguments {
      switch argument.label {
      case "name": result.name = try text(argument.value)
      case "dependencies":
        for dependency in try list(argument.value) { try add(dependency, to: &result) }
      case "path": result.path = argument.value == .nothing ? nil : try text(argument.value)
      case "exclude": result.exclude = try texts(argument.value)
      case "sources": result.sources = argument.value == .nothing ? nil : try texts(argument.value)
      case "resources":
        for resource in try list(argument.value) { result.resources.append(try read(resource)) }
      case "swiftSettings":
        for setting in try list(argument.value) {
          guard case .call(let kind, let arguments) = setting else {
            throw Refusal("a setting in it is no plain setting")
          }
          try result.settings.add(kind, arguments: arguments)
        }
      case "cSettings", "cxxSettings", "linkerSettings":
        for setting in try list(argument.value) {
          guard case .call(_, let arguments) = setting, try !SwiftSettings.applies(arguments) else {
            throw Refusal("a target has \(argument.label ?? "")")
          }
        }
      default: throw Refusal("a target has \(argument.label ?? "an argument without a name")")
      }
    }
    return result
  }

  private static func add(_ dependency: Expression, to target: inout Target) throws(Refusal) {
    switch dependency {
    case .string(let name): target.names.append(name)
    case .call("target", let arguments), .call("byName", let arguments):
      guard arguments.count == 1, arguments[0].label == "name" else {
        throw Refusal("a target has a dependency with a condition")
      }
      let name = try text(arguments[0].value)
      if case .call("target", _) = dependency {
        target.targets.append(name)
      } else {
        target.names.append(name)
      }
    case .call("product", let arguments):
      guard arguments.map(\.label) == ["name", "package"] else {
        throw Refusal("a target has a dependency with a condition")
      }
      target.products.append(
        Product(name: try text(arguments[0].value), package: try text(arguments[1].value)))
    default: throw Refusal("a target has a dependency of another kind")
    }
  }

  private static func read(_ resource: Expression) throws(Refusal) -> Resource {
    guard case .call(let rule, let arguments) = resource, arguments.count == 1,
      arguments[0].label == nil
    else { throw Refusal("a resource in it is no plain resource") }
    switch rule {
    case "process": return Resource(rule: .process, path: try text(arguments[0].value))
    case "copy": return Resource(rule: .copy, path: try text(arguments[0].value))
    default: throw Refusal("it has a resource .\(rule)")
    }
  }

  private static func text(_ value: Expression) throws(Refusal) -> String {
    guard case .string(let text) = value else { throw Refusal("a name in it is no plain text") }
    return text
  }

  private static func texts(_ value: Expression) throws(Refusal) -> [String] {
    var all: [String] = []
    for element in try list(value) { all.append(try text(element)) }
    return all
  }

  private static func list(_ value: Expression) throws(Refusal) -> [Expression] {
    guard case .array(let elements) = value else { throw Refusal("a list in it is no plain list") }
    return elements
  }
}
