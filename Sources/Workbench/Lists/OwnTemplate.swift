import Templates

extension Workbench {
  /// Makes a template of the user's own from one that there is.
  ///
  /// - Returns: Its folder.
  /// - Throws: `UsageError` if there is no such template, or no such name can be used.
  package func makeTemplate(_ name: String, from base: String) throws -> String {
    let shipped = try templatesDirectory()
    guard let base = try TemplateCatalog.load(from: shipped)[base] else {
      throw UsageError("There is no template \(base). `wisp templates` shows what there is.")
    }
    do {
      return try ownTemplates.make(name, from: base, shipped: shipped)
    } catch {
      throw UsageError(error.message)
    }
  }
}
