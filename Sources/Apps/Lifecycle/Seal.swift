import Foundation
import Workspace

/// The proof behind the word "verified": what exactly passed, and where.
///
/// A seal vouches for one tree; any edit has another tree id, and so no seal.
package struct Seal: Codable, Sendable, Equatable {
  /// The git tree id of the whole app.
  package var tree: String
  /// The git tree id of its manifest and tests alone.
  package var contract: String
  package var toolchain: String
  package var confinement: String

  package init(tree: String, contract: String, toolchain: String, confinement: String) {
    self.tree = tree
    self.contract = contract
    self.toolchain = toolchain
    self.confinement = confinement
  }

  /// The seal as the text of a git note.
  package func text() throws -> String {
    let json = try JSONEncoder.document().encode(self)
    return "Wisp-Seal: verified\n" + String(decoding: json, as: UTF8.self)
  }

  /// Reads the text of a note; nil where it is no seal.
  package init?(text: String) {
    guard let start = text.firstIndex(of: "{"),
      let seal = try? JSONDecoder().decode(Seal.self, from: Data(text[start...].utf8))
    else { return nil }
    self = seal
  }
}
