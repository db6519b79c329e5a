/// What a manifest describes, as far as the direct way can build it.
struct PackageShape: Equatable {
  var name = ""
  var executables: [Executable] = []
  /// The targets that library products name.
  var published: [String] = []
  var targets: [Target] = []
  /// The addresses of dependencies.
  var dependencies: [String] = []

  /// An executable product and the target that it is made of.
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
    /// Names that may be those of targets or of products.
    var names: [String] = []
    /// Products of dependencies.
    var products: [Product] = []
    /// Its folder where it is not the usual one.
    var path: String?
    /// What in its folder is compiled, where that is not everything.
    var sources: [String]?
    /// What in its folder is left out.
    var exclude: [String] = []
    var resources: [Resource] = []
    var settings = SwiftSettings()
  }

  struct Resource: Equatable {
    enum Rule: Equatable {
      /// Every file lies in the bundle itself.
      case process
      /// The file or folder as it is.
      case copy
    }

    var rule: Rule
    /// Relative to the target's folder.
    var path: String
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

  /// Adds the products that `swift build` makes unasked.
  mutating func addImpliedExecutables() {
    for target in targets where target.kind == .executable {
      guard !executables.contains(where: { $0.target == target.name }) else { continue }
      executables.append(Executable(name: target.name, target: target.name))
    }
  }

  /// The language mode of a tools version's targets unless the manifest says otherwise.
  ///
  /// Earlier versions have other defaults; later ones are not known yet.
  static func languageMode(major: Int, minor: Int) throws(Refusal) -> String {
    switch (major, minor) {
    case (5, 9...10): return "5"
    case (6, 0...3): return "6"
    default: throw Refusal("its tools version is not 5.9 to 6.3")
    }
  }
}
