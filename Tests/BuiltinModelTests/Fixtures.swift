import BuiltinModel
import Foundation

/// The templates of this checkout.
let templatesDirectory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Templates").path

func builtin() throws -> BuiltinModel {
  try BuiltinModel(templatesDirectory: templatesDirectory)
}
