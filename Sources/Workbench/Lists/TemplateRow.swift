package import Templates

/// A template as a program reads it.
package struct TemplateRow: Encodable, Sendable {
  private let template: String
  private let summary: String
  private let icon: String
  private let goodFor: [String]
  private let dependencies: [String]

  package init(_ template: Template) {
    self.template = template.name
    summary = template.summary
    icon = template.icon
    goodFor = template.goodFor
    dependencies = template.dependencies
  }

  private enum CodingKeys: String, CodingKey {
    case template, summary, icon
    case goodFor = "good_for"
    case dependencies
  }
}
