/// What a literal manifest describes, as far as the direct way can build it.
struct PackageShape: Equatable {
  var name = ""
  /// "6" or "5".
  var languageMode = "6"
  /// Executable products by the target that they are made of.
  var executables: [Executable] = []
  /// The targets that library products name.
  var published: [String] = []
  var targets: [Target] = []
  /// Allowed dependencies, by their addresses.
  var dependencies: [String] = []

  struct Executable: Equatable {
    var name: String
    var target: String
  }

  struct Target: Equatable {
    enum Kind: Equatable {
      case library
      case executable
      case test
    }

    var kind: Kind
    var name: String
    /// Names of targets of this package.
    var targets: [String] = []
    /// Products of dependencies.
    var products: [Product] = []
  }

  struct Product: Equatable {
    var name: String
    var package: String

    /// What it is a product of; identities do not mind case.
    var dependency: Dependency? {
      DependencyStore.allowed.first { $0.name.lowercased() == package.lowercased() }
    }
  }

  /// Why a package is left to `swift build`.
  struct Refusal: Error, Equatable {
    var reason: String

    init(_ reason: String) { self.reason = reason }
  }

  private typealias Argument = ManifestLiteral.Argument
  private typealias Expression = ManifestLiteral.Expression

  init(_ manifest: ManifestLiteral) throws(Refusal) {
    // Earlier versions have other defaults; later ones are not known yet.
    guard manifest.toolsVersion.major == 6, (0...3).contains(manifest.toolsVersion.minor) else {
      throw Refusal("its tools version is not 6.0 to 6.3")
    }
    for argument in manifest.package {
      switch argument.label {
      case "name": name = try Self.text(argument.value)
      // Only macOS has versions to choose from.
      case "platforms": break
      case "products":
        for product in try Self.list(argument.value) { try addProduct(product) }
      case "dependencies":
        for dependency in try Self.list(argument.value) { try addDependency(dependency) }
      case "targets":
        for target in try Self.list(argument.value) { targets.append(try Self.target(target)) }
      case "swiftLanguageModes":
        switch argument.value {
        case .array([.call("v6", [])]): languageMode = "6"
        case .array([.call("v5", [])]): languageMode = "5"
        default: throw Refusal("it sets several language modes")
        }
      default: throw Refusal("its manifest has \(argument.label ?? "an argument without a name")")
      }
    }
    for target in targets where target.kind == .executable {
      guard !executables.contains(where: { $0.target == target.name }) else { continue }
      executables.append(Executable(name: target.name, target: target.name))
    }
  }

  private mutating func addProduct(_ product: Expression) throws(Refusal) {
    guard case .call(let kind, let arguments) = product else { throw Refusal("of a product") }
    var name = ""
    var made: [String] = []
    for argument in arguments {
      switch argument.label {
      case "name": name = try Self.text(argument.value)
      case "targets":
        for target in try Self.list(argument.value) { made.append(try Self.text(target)) }
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
      arguments.count == 2, arguments[0].label == "url", case .string(let url) = arguments[0].value,
      ["from", "exact"].contains(arguments[1].label), case .string = arguments[1].value
    else { throw Refusal("it asks for a dependency in its own way") }
    dependencies.append(url)
  }

  private static func target(_ target: Expression) throws(Refusal) -> Target {
    guard case .call(let name, let arguments) = target else { throw Refusal("of a target") }
    let kinds = [
      "target": Target.Kind.library, "executableTarget": .executable, "testTarget": .test,
    ]
    guard let kind = kinds[name] else { throw Refusal("it has a target .\(name)") }
    var result = Target(kind: kind, name: "")
    for argument in arguments {
      switch argument.label {
      case "name": result.name = try text(argument.value)
      case "dependencies":
        for dependency in try list(argument.value) { try add(dependency, to: &result) }
      default: throw Refusal("a target has \(argument.label ?? "an argument without a name")")
      }
    }
    return result
  }

  private static func add(_ dependency: Expression, to target: inout Target) throws(Refusal) {
    switch dependency {
    case .string(let name): target.targets.append(name)
    case .call("target", let arguments), .call("byName", let arguments):
      guard arguments.count == 1, arguments[0].label == "name" else {
        throw Refusal("a target has a dependency with a condition")
      }
      target.targets.append(try text(arguments[0].value))
    case .call("product", let arguments):
      guard arguments.map(\.label) == ["name", "package"] else {
        throw Refusal("a target has a dependency with a condition")
      }
      target.products.append(
        Product(name: try text(arguments[0].value), package: try text(arguments[1].value)))
    default: throw Refusal("a target has a dependency of another kind")
    }
  }

  private static func text(_ value: Expression) throws(Refusal) -> String {
    guard case .string(let text) = value else { throw Refusal("a name in it is no plain text") }
    return text
  }

  private static func list(_ value: Expression) throws(Refusal) -> [Expression] {
    guard case .array(let elements) = value else { throw Refusal("a list in it is no plain list") }
    return elements
  }
}
