/// One thing that a form asks for.
public struct Field: Sendable, Equatable {
  public let name: String
  public let label: String
  /// `text`, `number`, `date`, `email`, `checkbox`, `hidden`, or `area` for several lines.
  public let kind: String
  public let value: String
  /// What there is to choose from; a menu where there is any.
  public let choices: [String]
  public let isRequired: Bool

  public init(
    _ name: String, label: String, kind: String = "text", value: String = "",
    choices: [String] = [], isRequired: Bool = true
  ) {
    self.name = name
    self.label = label
    self.kind = kind
    self.value = value
    self.choices = choices
    self.isRequired = isRequired
  }
}

extension Page {
  /// A heading and a form that is sent with POST to `action`; `problem` says what was wrong with it.
  public mutating func form(
    _ heading: String, action: String, fields: [Field], button: String, problem: String? = nil
  ) {
    let parts = fields.map(Self.markup(of:)).joined()
    let note = problem.map { "<p class=\"problem\" role=\"alert\">\(html($0))</p>" } ?? ""
    section(
      heading,
      "<form method=\"post\" action=\"\(html(action))\">\(note)\(parts)"
        + "<button>\(html(button))</button></form>")
  }

  /// The markup of a button that sends `fields` with POST, for a row of a list.
  public static func button(
    _ text: String, action: String, fields: [String: String] = [:]
  ) -> String {
    let hidden = fields.sorted { $0.key < $1.key }.map {
      "<input type=\"hidden\" name=\"\(html($0.key))\" value=\"\(html($0.value))\">"
    }
    return "<form method=\"post\" action=\"\(html(action))\" class=\"inline\">\(hidden.joined())"
      + "<button>\(html(text))</button></form>"
  }

  private static func markup(of field: Field) -> String {
    let name = "name=\"\(html(field.name))\"" + (field.isRequired ? " required" : "")
    let value = "value=\"\(html(field.value))\""
    if field.kind == "hidden" { return "<input type=\"hidden\" \(name) \(value)>" }
    let input: String
    if !field.choices.isEmpty {
      let options = field.choices.map {
        "<option\($0 == field.value ? " selected" : "")>\(html($0))</option>"
      }
      input = "<select \(name)>\(options.joined())</select>"
    } else if field.kind == "area" {
      input = "<textarea \(name) rows=\"4\">\(html(field.value))</textarea>"
    } else if field.kind == "checkbox" {
      let isOn = field.value.isEmpty ? "" : " checked"
      input = "<input type=\"checkbox\" name=\"\(html(field.name))\" value=\"yes\"\(isOn)>"
    } else {
      let step = field.kind == "number" ? " step=\"any\"" : ""
      input = "<input type=\"\(html(field.kind))\" \(name) \(value)\(step)>"
    }
    return "<label><span>\(html(field.label))</span>\(input)</label>"
  }
}
