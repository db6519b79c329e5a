import Kit

/// How many lines these bytes are; the last one counts without a line end, too.
public func lineCount(of bytes: [UInt8]) -> Int {
  let ends = bytes.count { $0 == UInt8(ascii: "\n") }
  return ends + (bytes.last.map { $0 != UInt8(ascii: "\n") } ?? false ? 1 : 0)
}

/// The file that was named, or the files of the folder that was named, sorted.
public func files(at path: String) throws(InputError) -> [String] {
  guard isFolder(path) else { return [path] }
  return try contents(of: path).filter { !$0.isFolder }.map(\.path)
}
