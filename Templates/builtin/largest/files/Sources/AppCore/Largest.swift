import Kit

/// The largest of these files, the largest first; of equal ones the first by path.
public func largest(_ most: Int, of files: [FoundFile]) -> [FoundFile] {
  let sorted = files.filter { !$0.isFolder }.sorted { ($1.size, $0.path) < ($0.size, $1.path) }
  return Array(sorted.prefix(max(0, most)))
}

/// `1,234 bytes  box/a.txt`
public func line(for file: FoundFile) -> String {
  "\(format(Double(file.size))) \(file.size == 1 ? "byte" : "bytes")  \(file.path)"
}
