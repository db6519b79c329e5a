// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "starter",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "starter", targets: ["App"])
  ],
  dependencies: [
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1")
  ],
  targets: [
    .executableTarget(name: "App", dependencies: ["AppCore", "Kit"]),
    .target(name: "AppCore", dependencies: ["Kit"]),
    .target(
      name: "Kit", dependencies: [.product(name: "FlyingFox", package: "FlyingFox")]),
    .testTarget(name: "AppCoreTests", dependencies: ["AppCore", "Kit"]),
  ],
  swiftLanguageModes: [.v6]
)
