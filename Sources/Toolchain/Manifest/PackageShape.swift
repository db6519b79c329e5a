/// What a manifest describes, as far as the direct way can build it.
struct PackageShape: Equatable {
  var name = ""
  var tools = ToolsVersion.usual
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
    /// As in the manifest.
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

    /// What it is imported as: "_" in place of what no name in Swift may hold, or begin with.
    ///
    /// (SwiftPM: `spm_mangledToC99ExtendedIdentifier`; here for names of ASCII letters.)
    var module: String {
      let letters = name.unicodeScalars.enumerated().map { index, letter -> Unicode.Scalar in
        switch letter {
        case "a"..."z", "A"..."Z", "_": letter
        case "0"..."9" where index > 0: letter
        default: "_"
        }
      }
      return String(String.UnicodeScalarView(letters))
    }
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

  /// Makes programs of the libraries with a `main.swift`.
  mutating func findPrograms(in folders: TargetFolders) throws(Refusal) {
    for index in targets.indices where targets[index].kind == .library {
      let sources = try folders.content(of: targets[index]).sources
      let isProgram = sources.contains { path in
        path.split(separator: "/").last?.lowercased() == "main.swift"
      }
      if isProgram { targets[index].kind = .executable }
    }
    addImpliedExecutables()
  }

  /// The newest of the language modes that a manifest names.
  static func languageMode(of modes: [String]) throws(Refusal) -> String {
    let known = ["4", "4.2", "5", "6"]
    guard modes.allSatisfy(known.contains), let newest = known.last(where: modes.contains) else {
      throw Refusal("it sets another language mode")
    }
    return newest
  }
}
