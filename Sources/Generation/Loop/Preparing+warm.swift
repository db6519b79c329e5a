import Events
import Toolchain

extension Preparing {
  /// What is told of a warm folder; nil for one that was there.
  init?(_ event: WarmEvent, of what: String) {
    self.init(what: what)
    switch event {
    case .building: break
    case .step(let number, let count, let text):
      step = Step(number: number, of: count, text: text)
    case .ready(let seconds):
      guard seconds > 0 else { return nil }
      step = Step(number: 1, of: 1)
    }
  }

}
