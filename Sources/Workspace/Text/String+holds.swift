extension String {
  /// Whether `piece` occurs in this text, byte for byte; linear time (Knuth, Morris, Pratt).
  package func holds(_ piece: String) -> Bool {
    let piece = Array(piece.utf8)
    guard !piece.isEmpty else { return true }
    var borders = [0]
    var length = 0
    for index in piece.indices.dropFirst() {
      while length > 0, piece[index] != piece[length] { length = borders[length - 1] }
      if piece[index] == piece[length] { length += 1 }
      borders.append(length)
    }
    length = 0
    for byte in utf8 {
      while length > 0, byte != piece[length] { length = borders[length - 1] }
      if byte == piece[length] { length += 1 }
      if length == piece.count { return true }
    }
    return false
  }
}
