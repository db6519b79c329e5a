import BuiltinModel
import Foundation
import TestSupport

func builtin() throws -> BuiltinModel {
  try BuiltinModel(templatesDirectory: Checkout.templates)
}
