// swift-tools-version: 6.2
// The targets and what each may import are drawn in Documentation/Architecture.md;
// `Scripts/lint-imports` holds the sources to it.
import PackageDescription

// In CI a warning is an error; elsewhere a newer compiler's new warning must not stop a user.
let strict: [SwiftSetting] =
  Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
  strict + [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ]

let optimised = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "wisp",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "wisp", targets: ["wisp"]),
    .executable(name: "wisp-jail", targets: ["wisp-jail"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swiftlang/swift-syntax", exact: "603.0.1"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    // Apps may depend on it; `wisp warm` compiles it from this package's checkout.
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    // The terminal's face.
    .executableTarget(
      name: "wisp",
      dependencies: [
        "Workbench", "Generation", "Apps", "Events", "LLM", "BuiltinModel", "Toolchain", "History",
        "Catalog", "Sandbox", "Templates", "LineEditing", "Terminal", "Replies", "Files",
        "Workspace",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings,
      // Fewer libraries to load at each start, and no symbols for others to look through: half of the time
      // that `wisp --version` takes.
      linkerSettings: [
        .unsafeFlags(
          [
            "-static-stdlib", "-use-ld=lld", "-lCoreFoundation", "-l_FoundationICU",
            "-l_FoundationCShims", "-l_FoundationCollections",
            "-Xlinker", "--no-export-dynamic",
          ], .when(platforms: [.linux]))
      ]),

    // Every operation that any face offers.
    .target(
      name: "Workbench",
      dependencies: [
        "Generation", "Apps", "Events", "LLM", "BuiltinModel", "Toolchain", "History", "Catalog",
        "Sandbox", "Templates", "Replies", "Files", "Workspace",
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: settings),

    // The loop.
    .target(
      name: "Generation",
      dependencies: [
        "Apps", "Behaviour", "Events", "LLM", "Replies", "Repair", "SwiftCode", "Files",
        "Workspace", "Toolchain", "History", "Catalog", "Templates",
      ],
      swiftSettings: settings),

    // The apps of a home.
    .target(
      name: "Apps",
      dependencies: [
        "Events", "Toolchain", "History", "Catalog", "Templates", "Files", "Workspace",
      ],
      swiftSettings: settings),
    .target(
      name: "Repair", dependencies: ["SwiftCode", "Events", "Toolchain", "Workspace"],
      swiftSettings: settings),

    // One target for each foreign thing.
    .target(
      name: "LLM", dependencies: ["CCurl", "Events"],
      resources: [.embedInCode("Prices/prices.json")],
      swiftSettings: settings),
    .target(
      name: "BuiltinModel", dependencies: ["Events", "LLM", "Templates"],
      swiftSettings: settings),
    .target(
      name: "Toolchain",
      dependencies: [
        "Behaviour", "Events", "Sandbox", "SwiftCode", "Files", "Workspace",
      ],
      // Parts of the entry point of test programs, compiled for apps.
      resources: [
        .embedInCode("TestEntry/channel.swift.txt"), .embedInCode("TestEntry/values.swift.txt"),
        .embedInCode("TestEntry/main.swift.txt"), .embedInCode("TestEntry/tag.swift.txt"),
      ], swiftSettings: settings),
    .target(
      name: "History", dependencies: ["CGit2", "Files", "Workspace"], swiftSettings: settings),
    .target(
      name: "Catalog", dependencies: ["Files", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: settings),
    .target(
      name: "Sandbox",
      dependencies: [
        "CSpawn", "Files", "Workspace", .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      path: "Sandbox/Sources",
      // Compiled in, so that an installed wisp cannot miss them.
      resources: [
        .embedInCode("profiles/build.toml"), .embedInCode("profiles/test.toml"),
        .embedInCode("profiles/run.toml"),
      ],
      swiftSettings: settings),
    .target(
      name: "Templates", dependencies: ["Files", "Workspace"], path: "Templates",
      sources: ["Sources"],
      resources: [
        .copy("filter"), .copy("cli"), .copy("report"), .copy("web"), .copy("data"), .copy("tui"),
        .copy("lens"), .copy("game"), .copy("command"), .copy("slides"), .copy("picture"),
        .copy("kit"), .copy("prompts"), .copy("builtin"),
      ],
      swiftSettings: settings),

    // What touches files that others may write, and nothing else.
    .target(name: "Files", dependencies: ["Workspace"], swiftSettings: settings),

    // Pure. Optimised in debug builds too: a reply of a million lines takes a minute otherwise.
    .target(name: "Replies", dependencies: ["Workspace"], swiftSettings: optimised),
    .target(name: "Workspace", swiftSettings: optimised),
    .target(name: "Events", dependencies: ["Replies", "Workspace"], swiftSettings: settings),
    .target(name: "Behaviour", dependencies: ["Workspace"], swiftSettings: optimised),

    .target(
      name: "SwiftCode",
      dependencies: ["Workspace", .product(name: "SwiftParser", package: "swift-syntax")],
      swiftSettings: settings),

    .target(name: "LineEditing", swiftSettings: settings),
    .target(
      name: "Terminal", dependencies: ["CSpawn", "LineEditing", "Workspace"],
      swiftSettings: settings),

    // C.
    // On Linux the two libraries are loaded when they are needed first; see CLate.h.
    .target(name: "CLate"),
    .target(
      name: "CCurl", dependencies: ["CLate"],
      linkerSettings: [.linkedLibrary("curl", .when(platforms: [.macOS]))]),
    .target(
      name: "CGit2", dependencies: ["CLate"],
      linkerSettings: [
        .linkedLibrary("git2", .when(platforms: [.macOS])),
        .linkedLibrary("z", .when(platforms: [.macOS])),
      ]),
    .target(name: "CSpawn", path: "Sandbox/CSpawn"),
    .target(name: "CFilter", path: "Sandbox/Filter"),
    .executableTarget(
      name: "wisp-jail", dependencies: ["CFilter"], path: "Sandbox/Jail",
      // Runs inside the sandbox, where the Swift runtime is not: nothing of it may be linked.
      linkerSettings: [
        .unsafeFlags(["-nostartfiles", "-static-stdlib"], .when(platforms: [.linux]))
      ]),

    // A scripted model server on loopback, for tests.
    .target(name: "LoopbackModel", path: "Tests/LoopbackModel", swiftSettings: settings),

    // What the tests of several targets share.
    .target(
      name: "TestSupport", dependencies: ["Files"], path: "Tests/TestSupport",
      swiftSettings: settings),

    // Whole apps checked in tests.
    .target(
      name: "ConfinedChecks",
      dependencies: ["Events", "Sandbox", "TestSupport", "Toolchain", "Workspace", "wisp-jail"],
      path: "Tests/ConfinedChecks", swiftSettings: settings),

    // What holds for any reply; the tests and `make fuzz` share it.
    .target(
      name: "ReplyFuzz", dependencies: ["Replies", "TestSupport", "Workspace"],
      path: "Tests/ReplyFuzz",
      exclude: ["replies.dict"], swiftSettings: settings),

    // What `make fuzz` feeds; its seeds are read by an ordinary test.
    .testTarget(
      name: "ReaderFuzzTests",
      dependencies: [
        "Events", "LLM", "Replies", "ReplyFuzz", "SwiftCode", "Toolchain", "Workspace",
      ],
      path: "Tests/ReaderFuzz", exclude: ["Seeds", "Target", "Words"], swiftSettings: settings),

    .testTarget(
      name: "RepliesTests", dependencies: ["Replies", "Files", "ReplyFuzz", "TestSupport"],
      exclude: ["Replies"], swiftSettings: settings),
    .testTarget(
      name: "FilesTests", dependencies: ["Files", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "WorkspaceTests", dependencies: ["Workspace"],
      exclude: ["Data/Secrets", "Pages/Wrong", "Pages/Right"],
      swiftSettings: settings),
    .testTarget(
      name: "BehaviourTests", dependencies: ["Behaviour", "Workspace"], swiftSettings: settings),
    .testTarget(
      name: "LineEditingTests", dependencies: ["LineEditing"], swiftSettings: settings),
    .testTarget(
      name: "LLMTests", dependencies: ["Events", "LLM", "LoopbackModel"],
      resources: [.copy("Transcripts")], swiftSettings: settings),
    .testTarget(
      name: "SandboxTests",
      dependencies: ["Sandbox", "CSpawn", "CFilter", "TestSupport", "wisp-jail", "sandbox-holder"],
      exclude: ["Holder"], swiftSettings: settings),
    // A parent for the sandbox tests to kill.
    .executableTarget(
      name: "sandbox-holder", dependencies: ["Sandbox"], path: "Tests/SandboxTests/Holder",
      swiftSettings: settings),
    .testTarget(
      name: "ToolchainTests",
      dependencies: [
        "Events", "SwiftCode", "Toolchain", "Templates", "ConfinedChecks", "TestSupport",
        "wisp-jail",
        "sandbox-holder",
        .product(name: "FlyingFox", package: "FlyingFox"),
      ],
      exclude: ["Corpus", "Difference/world.sh", "Gaming/Replies", "Recordings"],
      swiftSettings: settings),
    .testTarget(name: "SwiftCodeTests", dependencies: ["SwiftCode"], swiftSettings: settings),
    .testTarget(
      name: "RepairTests",
      dependencies: ["Repair", "Events", "SwiftCode", "Toolchain", "Workspace"],
      exclude: ["Cases"], swiftSettings: settings),
    .testTarget(
      name: "HistoryTests", dependencies: ["History", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "CatalogTests", dependencies: ["Catalog", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "TemplatesTests",
      dependencies: ["Templates", "Events", "Toolchain", "ConfinedChecks", "TestSupport"],
      exclude: ["Snapshots", "Data"],
      swiftSettings: settings),
    .testTarget(
      name: "BuiltinModelTests",
      dependencies: ["BuiltinModel", "Events", "Toolchain", "ConfinedChecks", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "EventsTests", dependencies: ["Events", "Replies", "Workspace"],
      swiftSettings: settings),
    .testTarget(
      name: "AppsTests",
      dependencies: [
        "Apps", "Catalog", "Events", "Files", "History", "Templates", "Toolchain", "Workspace",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "GenerationTests",
      dependencies: [
        "Generation", "Apps", "Catalog", "Events", "History", "LLM", "Replies", "Files",
        "Toolchain", "Templates", "Workspace",
      ],
      exclude: ["Prompt/Data"], swiftSettings: settings),
    .testTarget(
      name: "WorkbenchTests",
      // The jail lies beside the test program, as it lies beside wisp.
      dependencies: [
        "Workbench", "Generation", "Apps", "Events", "LLM", "Sandbox", "Toolchain", "Workspace",
        "wisp-jail",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "WispTests",
      // Not on wisp, which every build makes and they start: their program would be linked like it.
      dependencies: ["wisp-jail", "call-load", "Catalog", "LoopbackModel", "TestSupport"],
      exclude: ["CallLoad", "Homes", "Sessions", "Tweaks"], swiftSettings: settings),
    // Many calls of a model at once, for the tests of the ledger.
    .executableTarget(
      name: "call-load", dependencies: ["Catalog", "Events", "Generation", "LLM"],
      path: "Tests/WispTests/CallLoad", swiftSettings: settings),
  ]
)
