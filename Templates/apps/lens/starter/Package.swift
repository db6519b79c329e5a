// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "starter",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "starter", targets: ["App"])
  ],
  targets: [
    .executableTarget(name: "App", dependencies: ["AppCore", "Kit"]),
    .target(name: "AppCore", dependencies: ["Kit"]),
    .target(name: "Kit"),
    .testTarget(name: "AppCoreTests", dependencies: ["AppCore", "Kit"]),
  ],
  swiftLanguageModes: [.v6]
)
