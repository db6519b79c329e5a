package import Events
import Generation
package import LLM

extension Workbench {
  /// Exactly what would be sent to a model for a new app; nothing is sent.
  ///
  /// - Throws: `UsageError` if there is no such template.
  package func prompt(for request: Request, template named: String?) throws -> ModelRequest {
    let catalog = try templates()
    guard let chosen = named.map({ catalog[$0] }) ?? catalog.choose(for: request.text).template
    else { throw UsageError("There is no template \(named ?? "").") }
    let session = Session(request: request, tree: chosen.starter, iteration: 0)
    var prompt = Prompt(texts: try prompts(), template: chosen)
    prompt.rules = try houseRules()
    if named == nil { prompt.others = catalog.templates.filter { $0 != chosen } }
    return try prompt.request(for: session, stage: .write)
  }
}
