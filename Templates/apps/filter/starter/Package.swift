// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "starter",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "starter", targets: ["App"])
  ],
  targets: [
    .executableTarget(name: "App", dependencies: ["AppCore"]),
    .target(name: "AppCore"),
    .testTarget(name: "AppCoreTests", dependencies: ["AppCore"]),
  ],
  swiftLanguageModes: [.v6]
)
