import Foundation
import TestSupport
import Testing

@testable import Toolchain

/// Modules that are kept for every build folder.
@Suite struct ProductStoreTests {
  private let root: TemporaryFolder
  private var store: ProductStore { ProductStore(in: root.path) }

  init() throws { root = try TemporaryFolder() }

  private func recipe(_ text: String) -> ProductRecipe {
    var recipe = ProductRecipe()
    recipe.add(text)
    return recipe
  }

  private func product(_ key: String) -> DirectFolder.Product {
    DirectFolder.Product(kind: .object, name: "AppCore", key: key)
  }

  private func build(_ name: String) throws -> DirectFolder {
    let folder = DirectFolder(path: "\(root.path)/\(name)")
    try folder.open()
    return folder
  }

  /// Makes a product in a build folder and keeps it.
  private func keep(_ content: String, _ recipe: ProductRecipe) throws {
    let build = try build("maker")
    let product = product(recipe.name)
    try build.prepare(product)
    try build.write(Array(content.utf8), as: product)
    #expect(try build.complete(product, output: Array("said".utf8)))
    store.keep(product, output: Array("said".utf8), recipe: recipe, from: build)
  }

  private func content(of product: DirectFolder.Product, in build: DirectFolder) -> String {
    String(decoding: HostFile.bytes(at: build.file(of: product), limit: 100) ?? [], as: UTF8.self)
  }

  @Test func whatIsKeptIsTaken() throws {
    try keep("machine code", recipe("sources"))
    let other = try build("other")
    #expect(store.take(recipe("sources"), as: product("k"), to: other))
    #expect(content(of: product("k"), in: other) == "machine code")
    #expect(other.output(of: product("k")) == Array("said".utf8))
    // A copy: what happens to it happens to nobody else.
    try Data("spoilt".utf8).write(to: URL(filePath: other.file(of: product("k"))))
    let third = try build("third")
    #expect(store.take(recipe("sources"), as: product("k"), to: third))
    #expect(content(of: product("k"), in: third) == "machine code")
  }

  @Test func otherSourcesFindNothing() throws {
    try keep("machine code", recipe("sources"))
    let other = try build("other")
    #expect(!store.take(recipe("source"), as: product("k"), to: other))
    #expect(other.output(of: product("k")) == nil)
  }

  /// A name is no proof: what lies under it was made of something else.
  @Test func aNameProvesNothing() throws {
    try keep("wrong", recipe("theirs"))
    let folder = ProductStore.parent(in: root.path)
    try FileManager.default.moveItem(
      atPath: "\(folder)/\(recipe("theirs").name)", toPath: "\(folder)/\(recipe("ours").name)")
    #expect(!store.take(recipe("ours"), as: product("k"), to: try build("other")))
  }

  @Test(arguments: ["recipe", "output.txt", "product"])
  func whatLacksAFileIsMadeAgain(file: String) throws {
    try keep("machine code", recipe("sources"))
    try FileManager.default.removeItem(
      atPath: "\(ProductStore.parent(in: root.path))/\(recipe("sources").name)/\(file)")
    #expect(!store.take(recipe("sources"), as: product("k"), to: try build("other")))
  }

  @Test func theLeastUsedGoFirst() throws {
    for (number, name) in ["a", "b", "c"].enumerated() {
      try keep(String(repeating: name, count: 100), recipe(name))
      let path = "\(ProductStore.parent(in: root.path))/\(recipe(name).name)"
      let date = Date(timeIntervalSince1970: 1_000_000_000 + Double(number))
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    }
    #expect(store.take(recipe("a"), as: product("k"), to: try build("user")))
    store.trim(to: 250)
    let left = try ["a", "b", "c"].filter {
      store.take(recipe($0), as: product($0), to: try build("reader"))
    }
    #expect(left == ["a", "c"])
  }
}
