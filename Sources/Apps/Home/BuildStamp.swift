import Foundation

/// Which tree the program in a build folder was built from.
///
/// It lies beside the folder from the end of a check until the next one begins.
package enum BuildStamp {
  /// The id of the tree; nil if the folder holds a build on its way, or none.
  package static func tree(of app: AppDirectory) -> String? {
    try? String(contentsOfFile: app.builtTree, encoding: .utf8)
  }

  /// Leaves it beside the build folder.
  ///
  /// - Throws: An error of Foundation's if it cannot be written.
  package static func write(_ tree: String, to app: AppDirectory) throws {
    try Home.makeDirectory((app.builtTree as NSString).deletingLastPathComponent)
    try tree.write(toFile: app.builtTree, atomically: true, encoding: .utf8)
  }

  /// A build begins: from now on the folder belongs to no tree.
  package static func remove(from app: AppDirectory) { unlink(app.builtTree) }
}
