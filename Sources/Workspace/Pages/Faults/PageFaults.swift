/// What is wrong with a page or a picture that an app wrote, as far as it can be told without a browser.
///
/// It errs on the side of silence: sizes are estimated, and what only a style sheet decides is not judged.
package enum PageFaults {
  /// The most faults that are told of one file.
  private static let most = 5

  /// What is wrong with a file.
  ///
  /// - Parameters:
  ///   - bytes: The file's contents.
  ///   - name: Its name: `.svg` is a picture, `.html` and `.htm` are pages.
  /// - Returns: The faults, each as a sentence without an end; empty if nothing is wrong or the file is no page.
  package static func found(in bytes: [UInt8], name: String) -> [String] {
    let name = name.lowercased()
    let isPicture = name.hasSuffix(".svg")
    guard isPicture || name.hasSuffix(".html") || name.hasSuffix(".htm") else { return [] }
    let tree = PageTree(bytes, isPicture: isPicture)
    // What is not well-formed is not looked at: whatever is found would follow from that.
    guard tree.faults.isEmpty else { return Array(tree.faults.prefix(most)) }
    let faults =
      OutsideReferences.faults(in: tree) + DrawnParts.faults(in: tree, isPicture: isPicture)
      + SlideText.faults(in: tree) + PageContrast.faults(in: tree)
    return Array(faults.prefix(most))
  }
}
