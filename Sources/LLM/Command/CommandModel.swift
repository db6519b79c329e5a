import Foundation

/// Asks a program: the prompt on its standard input, the reply on its standard output.
struct CommandModel: LanguageModel {
  let command: ModelCommand
  let environment: [String: String]

  var name: String { command.name }

  func respond(to request: ModelRequest) -> AsyncThrowingStream<ModelEvent, any Error> {
    AsyncThrowingStream { continuation in
      let prompt = ModelCommand.prompt(request)
      let child: ChildProcess
      do {
        child = try ChildProcess(shell: command.line, environment: environment)
      } catch {
        continuation.finish(throwing: error)
        return
      }
      // Synchronously: whoever is interrupted may be gone a moment later.
      continuation.onTermination = { _ in child.end() }
      Thread.detachNewThread {
        child.write(Array(prompt.utf8))
        var reader = CommandReader()
        child.readOutput { bytes in
          reader.take(bytes) { continuation.yield($0) }
          return !reader.answer.isTooLong
        }
        if reader.answer.isTooLong { child.end() }
        let status = child.wait()
        reader.end { continuation.yield($0) }
        if !reader.answer.isTooLong,
          let error = error(status, reader: reader, complaint: child.complaint())
        {
          continuation.finish(throwing: error)
        } else {
          continuation.yield(.finished(reader.completion(promptLength: prompt.utf8.count)))
          continuation.finish()
        }
      }
    }
  }

  /// The error of a program that ended like this; nil if it ended well.
  private func error(_ status: ChildProcess.Status, reader: CommandReader, complaint: String)
    -> ModelError?
  {
    let redact = Redaction(
      secrets: environment.filter { $0.key.contains(/_(KEY|TOKEN|SECRET|PASSWORD)$/) }.map(\.value))
    let words = redact(complaint.collapsingWhitespace()).cut(to: 300)
    let said = words.isEmpty ? "" : ": “\(words)”"
    switch status {
    case .exited(0) where reader.answer.textLength > 0: return nil
    case .exited(0):
      return ModelError(
        kind: .protocolError, message: "\(name) answered nothing\(said).",
        advice: "Try it in a terminal: the prompt comes on standard input, the reply belongs on"
          + " standard output.")
    case .exited(let code) where code == 126 || code == 127:
      return ModelError(
        kind: .unreachable, message: "\(name) could not be started\(said).",
        advice: "Check the command after “command:”; the shell must find the program.")
    case .exited(let code):
      return ModelError(
        kind: .protocolError, message: "\(name) failed with status \(code)\(said).",
        advice: "Try it in a terminal, or choose another model with --model.")
    case .signalled(let number):
      return ModelError(
        kind: .protocolError, message: "\(name) was ended by signal \(number)\(said).",
        advice: "Try it in a terminal, or choose another model with --model.")
    }
  }
}

/// Reads a program's output into an answer.
private struct CommandReader {
  private(set) var answer = ArrivingAnswer()
  /// The beginning of a character whose rest has not come yet.
  private var pending: [UInt8] = []

  mutating func take(_ bytes: [UInt8], emit: (ModelEvent) -> Void) {
    pending += bytes
    let whole = pending.count - Self.lengthOfOpenCharacter(atEndOf: pending)
    let text = String(decoding: pending[..<whole], as: UTF8.self)
    pending.removeFirst(whole)
    let parts = answer.thinking.take(text)
    for event in answer.reasoning(parts.reasoning) + answer.text(parts.text) { emit(event) }
  }

  mutating func end(emit: (ModelEvent) -> Void) {
    let last = answer.thinking.take(String(decoding: pending, as: UTF8.self))
    let rest = answer.thinking.end()
    pending = []
    for event in answer.reasoning(last.reasoning + rest.reasoning)
      + answer.text(last.text + rest.text)
    { emit(event) }
    answer.phase = .done
  }

  /// Nobody counts here, so the tokens are estimated.
  func completion(promptLength: Int) -> Completion {
    Completion(
      ending: answer.isTooLong ? .tooLong : .complete, model: nil,
      usage: answer.tokens.usage(
        promptLength: promptLength, answerLength: answer.textLength + answer.reasoningLength,
        isFinal: true),
      detail: answer.isTooLong
        ? "the answer is larger than \(ArrivingAnswer.longest >> 20) MiB" : nil)
  }

  /// How many bytes at the end begin a character without ending it.
  private static func lengthOfOpenCharacter(atEndOf bytes: [UInt8]) -> Int {
    for (back, byte) in bytes.suffix(4).reversed().enumerated() {
      let length =
        switch byte {
        case 0xC0...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF7: 4
        case 0x80...0xBF: 0
        default: 1
        }
      if length > 0 { return length > back + 1 ? back + 1 : 0 }
    }
    return 0
  }
}
