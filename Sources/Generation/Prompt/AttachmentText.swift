import Templates
import Workspace

/// What the model is told of attached data: marked as data, closed in, never the whole.
struct AttachmentText {
  let texts: PromptTexts

  func text(of data: DataSummary) throws -> String {
    var lines = [try texts.say(.data, ["name": data.name, "headline": data.headline])]
    if !data.columns.isEmpty {
      lines.append(try texts.say(.dataFields))
      lines += data.columns.map { "- " + $0.text }
    }
    if case .log = data.kind, !data.notes.isEmpty {
      let fence = Prompt.fence(around: data.notes.joined(separator: "\n"))
      lines += [try texts.say(.dataKinds), fence] + data.notes + [fence]
    } else {
      lines += data.notes.map { "- " + $0 }
    }
    if !data.sample.isEmpty {
      let fence = Prompt.fence(around: data.sample)
      lines += [try texts.say(.dataSample), fence, data.sample, fence]
    }
    return lines.joined(separator: "\n")
  }
}
