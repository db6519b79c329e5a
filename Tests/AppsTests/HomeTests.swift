import Testing

@testable import Apps

@Test(arguments: [
  (["HOME": "/h"], "/h/.local/share/wisp", "/h/.cache/wisp"),
  (["HOME": "/h", "WISP_HOME": "/w"], "/w", "/h/.cache/wisp"),
  (["HOME": "/h", "WISP_HOME": "rel"], "/here/rel", "/h/.cache/wisp"),
  (["HOME": "/h", "XDG_DATA_HOME": "/d", "XDG_CACHE_HOME": "/c"], "/d/wisp", "/c/wisp"),
  (["HOME": "/h", "WISP_HOME": "", "XDG_DATA_HOME": ""], "/h/.local/share/wisp", "/h/.cache/wisp"),
])
func findsItsFolders(environment: [String: String], root: String, cache: String) {
  let home = Home(environment: environment, currentDirectory: "/here")
  #expect(home.root == root)
  #expect(home.cache == cache)
}
