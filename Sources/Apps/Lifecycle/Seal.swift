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
  /// The version of `wisp` whose rules the app was held to, for example `0.1`.
  package var rules: String

  /// The rules of this version.
  ///
  /// They change with what a check looks for.
  package static let currentRules = "0.2"

  package init(
    tree: String, contract: String, toolchain: String, confinement: String,
    rules: String = Self.currentRules
  ) {
    self.tree = tree
    self.contract = contract
    self.toolchain = toolchain
    self.confinement = confinement
    self.rules = rules
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      tree: try values.decode(String.self, forKey: .tree),
      contract: try values.decode(String.self, forKey: .contract),
      toolchain: try values.decode(String.self, forKey: .toolchain),
      confinement: try values.decode(String.self, forKey: .confinement),
      // Version 0.1 did not say it.
      rules: try values.decodeIfPresent(String.self, forKey: .rules) ?? "0.1")
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
