import Events
import SwiftCode
import Templates
package import Workspace

/// Which files of an app the model sees in a request, and how much of each.
///
/// A file that the request is about is shown whole, of others the declarations, and none that the template's prompt
/// describes or that says nothing. The model may ask for any of them whole.
package struct ShownFiles: Sendable, Equatable {
  package struct File: Sendable, Equatable {
    package var path: SafePath
    package var text: String
  }

  package private(set) var whole: [File] = []
  /// Files of which only the declarations are shown: replacing one of them would be guessing.
  package private(set) var outlined: [File] = []

  /// What the app's own Kit offers, if it is not the one that the template's prompt describes.
  package private(set) var olderKit: [File] = []

  /// - Parameters:
  ///   - session: The files as they are, what the last check found in them, and what the model asked to see.
  ///   - stage: What the request is for.
  ///   - template: Whose starter and whose descriptions count.
  init(_ session: Session, stage: Stage, template: Template) {
    let tree = session.work.tree
    let verdict = session.work.verdict.flatMap { $0.outcome == .passed ? nil : $0 }
    let touched = verdict.map { TouchedFiles($0, in: tree) }
    let kit = tree.paths.filter(Self.isKit)
    if stage != .write, kit.contains(where: { tree[$0] != template.starter[$0] }) {
      olderKit = kit.compactMap { path in
        tree.text(path).flatMap(SwiftOutline.interface).map { File(path: path, text: $0) }
      }
    }
    for path in tree.paths where Self.mayBeShown(path) {
      guard let text = tree.text(path) else { continue }
      // Nobody knows what is wrong with an app that was not checked.
      let isTouched = touched.map { $0.paths.contains(path) } ?? (stage == .repair)
      let isGiven =
        Self.isKit(path)
        || template.given.contains(path) && tree[path] == template.starter[path]
      if session.talk.shown.contains(path) {
        add(path, text)
      } else if path == AppLayout.manifest {
        guard !Self.saysNothing(text, path, session, stage, template) else { continue }
        // In its normal form: that of an old app may take more.
        add(path, tree.manifest.map { String(decoding: $0.encoded(), as: UTF8.self) } ?? text)
      } else if isGiven, touched?.named.contains(path) != true {
        continue
      } else if !path.description.hasSuffix(".swift") {
        if stage != .repair { add(path, text) }
      } else if let lines = touched?.failingLines[path], session.work.frozenTests.contains(path) {
        outline(path, text, SwiftOutline.tests(of: text, whole: lines))
      } else if isTouched || stage == .write || stage == .tweak && !AppLayout.isTest(path) {
        add(path, text)
      } else {
        outline(path, text, SwiftOutline.declarations(of: text))
      }
    }
  }

  /// Whether a file is ever shown: all but `Package.swift`, which `wisp` renders, and hidden ones.
  private static func mayBeShown(_ path: SafePath) -> Bool {
    path != AppLayout.packageManifest && !path.description.hasPrefix(".")
  }

  /// Whether a file is one of those that templates share, as a module of their own.
  private static func isKit(_ path: SafePath) -> Bool {
    path.description.hasPrefix(AppLayout.kit)
  }

  /// An accepted manifest is named in a repair, and the starter's is nobody's.
  private static func saysNothing(
    _ text: String, _ path: SafePath, _ session: Session, _ stage: Stage, _ template: Template
  ) -> Bool {
    switch stage {
    case .write: template.starter.text(path) == text
    case .repair: session.work.isFrozen
    case .tweak: false
    }
  }

  private mutating func add(_ path: SafePath, _ text: String) {
    whole.append(File(path: path, text: text))
  }

  private mutating func outline(_ path: SafePath, _ text: String, _ outline: String?) {
    guard let outline, outline.utf8.count * 4 <= text.utf8.count * 3 else {
      add(path, text)
      return
    }
    outlined.append(File(path: path, text: outline))
  }
}
