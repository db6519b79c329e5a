package import Sandbox
package import Terminal

extension Terminal {
  /// Says in one line how something was confined.
  package func confinement(_ confinement: Confinement?) {
    guard let confinement else { return }
    line(styled("sandbox: \(confinement)", .dim))
  }
}
