/// A word as a shell takes it, quoted where it must be, without anything that could move a terminal's cursor.
package func shellQuoted(_ word: String) -> String {
  let plain =
    !word.isEmpty
    && word.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || "-_./:=,@%+".utf8.contains(byte)
    }
  return plain ? printable(word) : "'" + printable(word).replacing("'", with: "'\\''") + "'"
}
