/// A word as a POSIX shell takes it: itself if nothing in it is special, else in single quotes.
package func shellWord(_ word: String) -> String {
  let isPlain = word.unicodeScalars.allSatisfy { scalar in
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      || "-_./:=,@%+".unicodeScalars.contains(scalar)
  }
  return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
}

/// A word to be shown and typed again: as a shell takes it, without anything that could move a terminal's
/// cursor.
package func shellQuoted(_ word: String) -> String { shellWord(printable(word)) }
