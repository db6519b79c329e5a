// swift-tools-version: 6.1
import PackageDescription

// What several starters share; wisp copies Sources/Kit into their apps.
let package = Package(
  name: "kit",
  platforms: [.macOS(.v15)],
  targets: [
    .target(name: "Kit"),
    .testTarget(name: "KitTests", dependencies: ["Kit"]),
  ],
  swiftLanguageModes: [.v6]
)
