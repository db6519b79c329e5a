package import BuiltinModel
package import LLM

extension Workbench {
  /// Which models were found, which would be used, and why; with `all` every one of providers whose key is set.
  ///
  /// - Throws: `UsageError` if the configuration cannot be used.
  package func models(all: Bool) async throws -> [ModelListing] {
    await ModelSelection.listing(
      environment: environment, configured: try configuration().model, all: all)
  }

  /// The model that needs no key.
  ///
  /// - Throws: `UsageError` if the templates are not there.
  package func builtinModel() throws -> BuiltinModel {
    try BuiltinModel(templatesDirectory: templatesDirectory())
  }
}
