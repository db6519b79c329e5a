extension AppManifest {
  /// A manifest with what a `wisp.json` without a name adds to it.
  ///
  /// Its examples come behind those that are there; one with the name of an old one takes its place. Other keys, where they
  /// are given, replace what was there.
  ///
  /// - Returns: Nil if the text has a name, so that it stands for itself, or is no JSON object.
  /// - Throws: What `parse` throws.
  package func adding(_ bytes: [UInt8]) throws(ManifestError) -> AppManifest? {
    guard let value = try? JSONParser.parse(bytes), let members = value.members,
      !members.contains(where: { $0.key == "name" })
    else { return nil }
    let whole = JSONValue.object([.init("name", .string(name))] + members)
    let added = try AppManifest.parse(Array(whole.text.utf8))
    var manifest = self
    let keys = Set(members.map(\.key))
    if keys.contains("summary") { manifest.summary = added.summary }
    if keys.contains("permissions") { manifest.permissions = added.permissions }
    if keys.contains("varies") { manifest.varies = added.varies }
    for example in added.examples {
      if let index = manifest.examples.firstIndex(where: { $0.name == example.name }) {
        manifest.examples[index] = example
      } else {
        manifest.examples.append(example)
      }
    }
    return manifest
  }
}

extension FileTree {
  /// The tree with a `wisp.json` that only adds to `known` written out whole; any other stays as it is, to be refused if it
  /// is wrong.
  package func completingManifest(from known: AppManifest?) -> FileTree {
    guard let known, let bytes = self[AppLayout.manifest],
      let whole = try? known.adding(bytes)
    else { return self }
    var tree = self
    tree[AppLayout.manifest] = whole.encoded()
    return tree
  }
}
