import Kit

/// A box for each line, one below the other, each a little later than the one above.
public func picture(of text: String) throws(InputError) -> Picture {
  let lines = text.split(whereSeparator: \.isNewline).map(String.init)
  guard !lines.isEmpty else { throw InputError("there is nothing to draw") }
  var picture = Picture(
    "Lines", about: "\(lines.count) boxes, one below the other", width: 480,
    height: 20 + Double(lines.count) * 80)
  for (index, line) in lines.enumerated() {
    picture.box(
      line, x: 40, y: 20 + Double(index) * 80, width: 400, height: 60, colour: index,
      .appears(after: min(Double(index) * 0.2, 3)))
  }
  return picture
}
