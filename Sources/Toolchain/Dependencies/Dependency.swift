import Foundation

/// A package that an app may depend on, and how its modules are compiled ahead.
package struct Dependency: Sendable, Equatable {
  /// Its identity: the last part of its address, and the folder with its sources.
  package var name: String
  package var url: String
  package var version: String
  /// The modules of each product that apps use, each after those that it imports.
  var products: [String: [Module]]

  /// A target of it, as its own manifest describes it.
  struct Module: Sendable, Equatable {
    enum Kind: Equatable {
      case swift
      /// C, with `include/module.modulemap`.
      case c
      /// Headers of the system's with a module map.
      case system
    }

    var name: String
    var kind = Kind.swift
    /// Relative to the sources.
    var folder: String
    var defines: [String] = []
    var features: [String] = []

    /// Headers and module map, relative to the sources; nil if it has none.
    var headers: String? {
      switch kind {
      case .swift: nil
      case .c: "\(folder)/include"
      case .system: folder
      }
    }
  }

  /// Every module of it that can be used.
  var modules: [Module] {
    var all: [Module] = []
    for product in products.keys.sorted() {
      for module in products[product] ?? [] where !all.contains(module) { all.append(module) }
    }
    return all
  }

  /// The name that the modules' `package` access is tied to: its identity as an identifier.
  var access: String {
    String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }
}

extension Dependency.Module {
  /// The files to compile, relative to the dependency's sources.
  func files(in sources: String) -> [String] {
    let ending =
      switch kind {
      case .swift: ".swift"
      case .c: ".c"
      case .system: ".h"
      }
    return (FileManager.default.subpaths(atPath: "\(sources)/\(folder)") ?? []).sorted()
      .filter { $0.hasSuffix(ending) && !$0.contains(".docc/") }
      .map { "\(folder)/\($0)" }
  }
}
