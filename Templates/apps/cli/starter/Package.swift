// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "starter",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "starter", targets: ["App"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .executableTarget(
      name: "App",
      dependencies: [
        "AppCore", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "AppCore"),
    .testTarget(name: "AppCoreTests", dependencies: ["AppCore"]),
  ],
  swiftLanguageModes: [.v6]
)
