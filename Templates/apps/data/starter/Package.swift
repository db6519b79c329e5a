// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "starter",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "starter", targets: ["App"])
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0")
  ],
  targets: [
    .executableTarget(name: "App", dependencies: ["AppCore", "Kit"]),
    .target(
      name: "AppCore", dependencies: ["Kit", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(name: "Kit", dependencies: [.product(name: "GRDB", package: "GRDB.swift")]),
    .testTarget(
      name: "AppCoreTests",
      dependencies: ["AppCore", "Kit", .product(name: "GRDB", package: "GRDB.swift")]),
  ],
  swiftLanguageModes: [.v6]
)
