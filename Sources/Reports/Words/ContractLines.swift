package import Events
import Workspace

/// What the user is asked about the accepted contract, in lines.
package enum ContractLines {
  package static func lines(_ request: ContractRequest) -> [String] {
    switch request {
    case .frozen(let errors):
      errors.map { error in
        let path = error.path.map { "\(printable($0)): " } ?? ""
        return "the model wants more than it may: \(path)\(printable(error.message))"
      } + ["Allow it this once? Tests and examples are what \"verified\" rests on. y or n:"]
    case .change:
      [
        "The app would no longer do what the lines with - say. Is that what you want?",
        "y: change the examples   n: keep them, the app must still pass them. y or n:",
      ]
    }
  }
}
