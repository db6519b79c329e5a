import Behaviour
package import Events
package import Replies
package import Templates
import Toolchain
package import Workspace

/// The contract of an app: its manifest and its tests, and who may change what.
///
/// Design: section 5. The first accepted manifest is frozen, and tests are frozen as soon as they have
/// compiled; until then they may be mended, but not thinned out.
package enum Contract {
  /// The line in a commit's text that says that manifest and tests were accepted by then.
  package static let acceptedLine = "contract: accepted"

  /// Whether the text of a commit says so.
  package static func isAccepted(in body: String) -> Bool {
    body.split(separator: "\n").contains { $0 == acceptedLine }
  }

  /// What a reply may not touch.
  package static func policy(for session: Session, isTweak: Bool) -> EditPolicy {
    var frozen: [SafePath: String] = [:]
    for path in session.work.tree.paths {
      let name = path.description
      if AppLayout.isPackageManifest(path) {
        frozen[path] = "\(name) is written by wisp; put code under Sources/ and tests under Tests/"
      } else if path == AppLayout.manifest, session.work.isFrozen, !isTweak {
        frozen[path] = "wisp.json was accepted and is frozen; change the code so that it holds"
      } else if session.work.frozenTests.contains(path), !isTweak {
        frozen[path] = "this test was accepted and is frozen; change the code, or add other tests"
      }
    }
    return EditPolicy(
      frozen: frozen,
      closed: [
        "Plugins": "package plugins run while building and are not allowed",
        AppLayout.kitFolder: "Kit is given by wisp; put what is missing into AppCore",
      ])
  }

  /// What a reply did although the policy of single files cannot see it.
  package static func violations(
    from old: FileTree, to new: FileTree, session: Session, isTweak: Bool
  )
    -> [ReplyError]
  {
    var errors: [ReplyError] = []
    for path in new.paths where old[path] == nil && AppLayout.isPackageManifest(path) {
      errors.append(
        ReplyError(
          kind: .frozen, path: path.description,
          message: "\(path) would steer the build; Package.swift is written by wisp"))
    }
    guard session.spent.rounds > 0, !isTweak else { return errors }
    for path in old.paths where AppLayout.isTest(path) && new[path] == nil {
      errors.append(
        ReplyError(
          kind: .frozen, path: path.description,
          message: "tests may not be deleted; mend \(path) or the code it tests"))
    }
    let before = checks(in: old)
    let after = checks(in: new)
    if errors.isEmpty, after < before {
      errors.append(
        ReplyError(
          kind: .frozen, path: nil,
          message:
            "the tests had \(before) checks and would have \(after): tests may not be weakened"))
    }
    return errors
  }

  /// The tests of a tree, all of them.
  package static func tests(of tree: FileTree) -> Set<SafePath> {
    Set(tree.paths.filter(AppLayout.isTest))
  }

  /// The part of a tree that the seal vouches for beside the whole: manifest and tests.
  package static func contractTree(of tree: FileTree) -> FileTree {
    FileTree(
      files: tree.files.filter { AppLayout.isTest($0.key) || $0.key == AppLayout.manifest })
  }

  /// How many tests and expectations the test files hold.
  private static func checks(in tree: FileTree) -> Int {
    tree.paths.filter(AppLayout.isTest).reduce(0) { sum, path in
      let text = tree.text(path) ?? ""
      return sum
        + ["@Test", "#expect", "#require", "XCTAssert", "func test"].reduce(0) {
          $0 + text.ranges(of: $1).count
        }
    }
  }
}

extension Contract {
  /// A manifest that was accepted, and the tree with it written in its normal form.
  package struct Acceptance: Sendable, Equatable {
    package var tree: FileTree
    package var manifest: AppManifest
    package var notes: [String]

    /// The same with another manifest.
    func with(_ manifest: AppManifest) -> Acceptance {
      var acceptance = self
      acceptance.manifest = manifest
      for path in tree.paths where path == AppLayout.manifest {
        acceptance.tree[path] = manifest.encoded()
      }
      return acceptance
    }
  }

  /// Reads the manifest of a new tree, joins the user's examples to it and renders `Package.swift`.
  ///
  /// What is not in `mayVary` leaves `varies`; nil stands for what the request asks for.
  /// - Throws: `ReplyError` where the manifest is missing or not valid: the model is told.
  package static func accept(
    _ tree: FileTree, request: Request, template: Template, mayVary: Set<Variation>? = nil
  ) throws(ReplyError) -> Acceptance {
    var notes: [String] = []
    var manifest = try manifest(in: tree, request: request, template: template)
    if let name = request.name { manifest.name = name }
    manifest.template = template.name
    if manifest.permissions.ports.isEmpty { manifest.permissions.ports = template.ports }
    manifest.permissions = manifest.permissions.normalised
    if let fault = Grant.faults(in: manifest.permissions).first {
      throw refusal("permissions: \(fault)")
    }
    if !manifest.permissions.isEmpty {
      notes.append("the app asks for permissions; `wisp run` shows them and asks you")
    }
    let mayVary = mayVary ?? request.mayVary
    let unasked = manifest.varies.filter { !mayVary.contains($0) }
    if !unasked.isEmpty {
      manifest.varies.removeAll(where: unasked.contains)
      let words = unasked.map(\.rawValue).joined(separator: " or ")
      notes.append(
        "the description does not ask for \(words), so the same input must give the same result")
    }
    let own = request.examples
    manifest.examples =
      own
      + manifest.examples.filter { example in
        !own.contains {
          $0.arguments == example.arguments && $0.stdin == example.stdin
            && $0.before == example.before
        }
      }
    guard !manifest.examples.isEmpty else {
      throw refusal("wisp.json needs at least one example of what the app must do")
    }
    var tree = tree
    do {
      tree[AppLayout.manifest] = manifest.encoded()
      tree[AppLayout.packageManifest] = Array(
        try PackageManifest.render(appName: manifest.name, template: template).utf8)
    } catch {
      throw refusal("\(error)")
    }
    return Acceptance(tree: tree, manifest: manifest, notes: notes)
  }

  private static func manifest(
    in tree: FileTree, request: Request, template: Template
  ) throws(ReplyError) -> AppManifest {
    guard let bytes = tree[AppLayout.manifest] else {
      throw refusal("wisp.json is missing: send it with name, summary and examples")
    }
    // An untouched starter manifest says nothing; the user's examples can stand in for it.
    if request.kind == .new, bytes == template.starter[AppLayout.manifest] {
      guard !request.examples.isEmpty else {
        throw refusal("wisp.json was not sent: send it with name, summary and examples")
      }
      return AppManifest(
        name: request.name ?? "app", summary: request.description, template: template.name)
    }
    do {
      return try AppManifest.parse(bytes)
    } catch {
      throw refusal("\(error)")
    }
  }

  private static func refusal(_ message: String) -> ReplyError {
    ReplyError(kind: .malformed, path: AppLayout.manifest.description, message: message)
  }
}

extension Request {
  /// Why results may vary, as the description or the change asks for it.
  var mayVary: Set<Variation> { AskedVariation.asked(in: "\(description)\n\(text)") }
}

extension ReplyError: Error {}
