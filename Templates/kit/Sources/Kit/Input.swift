import Foundation

/// All bytes of the file at `path`; nil and `-` are standard input.
public func readAll(_ path: String?) throws(InputError) -> [UInt8] {
  guard let path, path != "-" else { return readAll() }
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
    throw InputError("there is no file '\(path)'")
  }
  guard !isFolder.boolValue else { throw InputError("'\(path)' is a folder, not a file") }
  guard let contents = FileManager.default.contents(atPath: path) else {
    throw InputError("cannot read '\(path)'")
  }
  return [UInt8](contents)
}

/// All of standard input as text, or all of the file at `path`; empty where there is nothing.
public func readText(_ path: String? = nil) throws(InputError) -> String {
  guard let text = String(validating: try readAll(path), as: UTF8.self) else {
    throw InputError("\(path ?? "the input") is not text in UTF-8")
  }
  return text
}

/// Writes a text completely, or throws and leaves the file as it was; returns the whole path.
public func writeText(_ text: String, to path: String) throws(InputError) -> String {
  let url = URL(fileURLWithPath: path)
  do {
    try Data(text.utf8).write(to: url, options: .atomic)
  } catch {
    throw InputError("cannot write '\(path)'")
  }
  return url.path
}
