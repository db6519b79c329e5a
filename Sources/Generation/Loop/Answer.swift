import LLM
import Replies
import Templates
import Workspace

/// What the model answered, read but not yet applied.
enum Answer: Sendable {
  /// Files; also where none came, which is said to the model.
  case files(Reply)
  /// The contract alone, as it was asked for.
  case contract(AppManifest)
  /// The contract was asked for alone, and the reply holds none that is valid.
  case unusable(Reply, ReplyError)
  /// Another template is asked for.
  case template(Template)
  /// Files are asked for, to be read whole.
  case show([SafePath])
  /// The app is said to do what is asked already.
  case already(String)
  /// The accepted contract is said to be wrong.
  case dispute(Dispute)
}

/// One reply: what the model wrote, and the files in it.
struct Reply: Sendable {
  var text: String
  var parsed: ParsedReply

  init(text: String, parsed: ParsedReply) {
    self.text = text
    self.parsed = parsed
  }

  /// A reply of which nothing is applied and nothing is sent back: it was longer than any may be.
  init(tooLong completion: Completion) {
    let why = completion.detail ?? "it is too long"
    let error = ReplyError(
      kind: .tooLarge, path: nil,
      message: "The reply was not read to its end: \(why). Send fewer or smaller files.")
    self.init(
      text: "", parsed: ParsedReply(edits: [], notes: [], errors: [error], commands: []))
  }

  var holdsFiles: Bool { !parsed.edits.isEmpty }

  /// The model's words if the reply holds no file.
  var said: String? { holdsFiles ? nil : SaidText.told(text) }
}
