import Workspace

/// A target's resources beside the programs: `<package>_<target>.resources`, as `swift build` lays
/// them out on Linux, and the source of `Bundle.module` that finds them.
struct ResourceBundle: Equatable {
  /// With its ending.
  var name: String
  /// Where in the app each file comes from, by its path in the bundle.
  var files: [String: String]

  typealias Refusal = PackageShape.Refusal

  /// Nil if the target has no resources.
  init?(
    _ target: PackageShape.Target, package: String, folder: String, files: [[String]]
  ) throws(Refusal) {
    guard !target.resources.isEmpty else { return nil }
    name = "\(package)_\(target.name).resources"
    self.files = [:]
    for (resource, paths) in zip(target.resources, files) {
      let declared = resource.path.split(separator: "/").filter { $0 != "." }
      let last = declared.last.map(String.init) ?? ""
      let root = folder + declared.joined(separator: "/")
      for path in paths {
        let parts = path.split(separator: "/")
        // Folders of a language and catalogues are processed in their own ways.
        guard !parts.contains(where: { $0.hasSuffix(".lproj") || $0.hasSuffix(".xcassets") }) else {
          throw Refusal("a resource of it is processed in a way of its own")
        }
        let place =
          switch resource.rule {
          case .process: parts.last.map(String.init) ?? ""
          case .copy: path == root ? last : last + path.dropFirst(root.count)
          }
        guard self.files.updateValue(path, forKey: place) == nil else {
          throw Refusal("two resources of \(target.name) have one name")
        }
      }
    }
  }

  /// The Swift file that is compiled with the target's own, as SwiftPM writes it: its end without the
  /// bundle is the app's, in the sandbox, and what the app would do where `swift build` made it.
  var accessor: String {
    """
    import Foundation

    extension Foundation.Bundle {
      static let module: Bundle = {
        let mainPath = Bundle.main.bundleURL.appendingPathComponent("\(name)").path
        let buildPath = "\(Inside.scratch)/debug/\(name)"
        guard let bundle = Bundle(path: mainPath) ?? Bundle(path: buildPath) else {
          // A target may have a function called fatalError itself.
          Swift.fatalError("could not load resource bundle: from \\(mainPath) or \\(buildPath)")
        }
        return bundle
      }()
    }

    """
  }

  static let accessorName = "resource_bundle_accessor.swift"
}
