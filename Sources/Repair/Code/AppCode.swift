import SwiftCode
import SwiftSyntax
import Toolchain
import Workspace

/// The Swift files of an app as syntax trees.
struct AppCode: Sendable {
  let tree: FileTree
  let files: [CodeFile]

  /// Files that are nested too deeply are left out.
  init(_ tree: FileTree) {
    self.tree = tree
    files = tree.paths.compactMap { path in
      guard path.description.hasSuffix(".swift"), path.description.contains("/"),
        let text = tree.text(path), let syntax = try? SwiftText.parse(text)
      else { return nil }
      return CodeFile(path: path.description, syntax: syntax)
    }
  }

  func file(_ path: String?) -> CodeFile? { files.first { $0.path == path } }

  func files(in folder: String) -> [CodeFile] { files.filter { $0.path.hasPrefix(folder) } }

  /// Those that a model wrote.
  var own: [CodeFile] { files.filter { !$0.path.hasPrefix(AppLayout.kit) } }

  /// What an edit takes out; nil if it is out of bounds.
  func text(of edit: Edit) -> String? {
    guard let bytes = (try? SafePath(edit.file)).flatMap({ tree[$0] }), edit.start >= 0,
      edit.start <= edit.end, edit.end <= bytes.count
    else { return nil }
    return String(decoding: bytes[edit.start..<edit.end], as: UTF8.self)
  }

  /// The variable whose `var` an edit replaces.
  func variable(at edit: Edit) -> String? {
    let declaration = file(edit.file)?.token(at: edit.start)?.enclosing(VariableDeclSyntax.self)
    return declaration?.bindings.first?.pattern.as(IdentifierPatternSyntax.self)?.identifier.text
  }

  /// The class that an edit begins.
  func type(at edit: Edit) -> String? {
    file(edit.file)?.token(at: edit.start)?.enclosing(ClassDeclSyntax.self)?.name.text
  }

  func hasSubclass(_ name: String) -> Bool {
    files.contains { file in
      file.nodes(ClassDeclSyntax.self).contains { declaration in
        declaration.inheritanceClause?.inheritedTypes
          .contains { $0.type.trimmedDescription == name } == true
      }
    }
  }
}
