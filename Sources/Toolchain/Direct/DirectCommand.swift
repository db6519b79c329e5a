import Sandbox

/// The compiler's and the linker's own command lines, as the driver and `swift build` put them
/// together for a debug build.
struct DirectCommand {
  var toolchain: SwiftToolchain
  var treeDirectory: String
  /// Read by all but the warm store's own builds.
  var scratchDirectory: String?
  var warmDirectory: String
  var isWarming = false
  /// Folders of the host with the sources of dependencies, by name.
  var dependencies: [String: String] = [:]

  /// Changes with what the commands below make of the same sources.
  static let version = "direct 8"

  /// How one module is compiled.
  struct Compilation {
    var module: String
    /// Paths inside.
    var files: [String]
    /// Those of them that are looked through, to their flow of control, and nothing made of them;
    /// empty if all are compiled.
    var primaries: [String] = []
    var settings = SwiftSettings()
    /// The package that it belongs to, for `package` access.
    var package = "app"
    var isLibrary = true
    /// Renames the entry point, so that tests may be linked with a program's module.
    var isProgram = false
    var isTest = false
    /// Whether it has a bundle with resources.
    var hasResources = false
    /// Folders inside with modules to import.
    var imports: [String] = []
    /// Folders inside with headers and a module map.
    var headers: [String] = []
    /// The path inside of the machine code that it makes.
    var object: String?
    /// The path inside of the module that others import.
    ///
    /// Alone it is made without looking into functions, as the driver makes it; with neither the files
    /// are only looked at.
    var moduleFile: String?
    /// The path inside of the file that diagnostics are serialized to; nil for none.
    var diagnostics: String?

    fileprivate var mode: [String] {
      if !primaries.isEmpty { return ["-emit-sil"] }
      if object != nil { return ["-c"] }
      return moduleFile == nil
        ? ["-typecheck"]
        : ["-emit-module", "-experimental-skip-non-inlinable-function-bodies-without-types"]
    }
  }

  /// Compiles a module; `draft` is what may be written, besides a warm store that is being made.
  func compile(
    _ compilation: Compilation, writing draft: SandboxPolicy.Mount? = nil, seconds: Double
  ) -> ConfinedCommand {
    let resources = toolchain.resources
    var arguments = [toolchain.program("swift-frontend"), "-frontend"]
    arguments += compilation.mode
    for file in compilation.files {
      if compilation.primaries.contains(file) { arguments.append("-primary-file") }
      arguments.append(file)
    }
    arguments += [
      "-module-name", compilation.module, "-target", toolchain.triple,
      "-disable-objc-interop", "-no-color-diagnostics", "-diagnostic-style=llvm",
      "-Xcc", "-fno-color-diagnostics", "-Onone", "-enable-testing", "-g",
      "-debug-info-format=dwarf", "-dwarf-version=4", "-D", "SWIFT_PACKAGE", "-D", "DEBUG",
      "-D", "SWIFT_MODULE_RESOURCE_BUNDLE_\(compilation.hasResources ? "" : "UN")AVAILABLE",
      "-empty-abi-descriptor",
      "-enable-anonymous-context-mangled-names", "-file-compilation-dir", Inside.app,
      "-Xcc", "-fPIC", "-Xcc", "-g", "-Xcc", "-fno-omit-frame-pointer",
      "-no-auto-bridging-header-chaining",
      "-in-process-plugin-server-path", "\(resources)/host/libSwiftInProcPluginServer.so",
      "-plugin-path", "\(resources)/host/plugins",
      "-module-cache-path", "\(Inside.warm)/ModuleCache",
    ]
    if compilation.settings.hasPackageAccess {
      arguments += ["-package-name", compilation.package]
    }
    arguments += compilation.settings.all
    for folder in compilation.headers {
      arguments += ["-Xcc", "-fmodule-map-file=\(folder)/module.modulemap"]
      arguments += ["-Xcc", "-I", "-Xcc", folder]
    }
    if compilation.isLibrary { arguments.append("-parse-as-library") }
    if compilation.isProgram {
      arguments += ["-entry-point-function-name", Self.entryPoint(of: compilation.module)]
    }
    if compilation.isTest { arguments.append("-enable-cross-import-overlays") }
    for folder in compilation.imports { arguments += ["-I", folder] }
    guard compilation.primaries.isEmpty else {
      arguments += compilation.primaries.flatMap { _ in ["-o", "/dev/null"] }
      return ConfinedCommand(arguments, policy: policy(writing: draft, seconds: seconds))
    }
    if let object = compilation.object { arguments += ["-o", object] }
    if let file = compilation.diagnostics { arguments += ["-serialize-diagnostics-path", file] }
    if let moduleFile = compilation.moduleFile {
      arguments += [compilation.object == nil ? "-o" : "-emit-module-path", moduleFile]
    }
    return ConfinedCommand(arguments, policy: policy(writing: draft, seconds: seconds))
  }

  /// Compiles one file of C, paths inside, as `swift build` does.
  func compileC(
    _ file: String, headers: String, to object: String, seconds: Double
  ) -> ConfinedCommand {
    ConfinedCommand(
      [
        toolchain.program("clang"), "-target", toolchain.triple, "-O0", "-DSWIFT_PACKAGE=1",
        "-DDEBUG=1", "-fblocks", "-I", headers, "-fPIC", "-g", "-fno-omit-frame-pointer",
        "-c", file, "-o", object,
      ], policy: policy(seconds: seconds))
  }

  /// Asks clang what it would start to link a program with LLVM's linker, the fastest there is.
  func linkSettings(seconds: Double) -> ConfinedCommand {
    let libraries = "\(toolchain.resources)/linux"
    let architecture = toolchain.triple.prefix { $0 != "-" }
    return ConfinedCommand(
      [
        toolchain.program("clang"), "-###", "-fuse-ld=lld", "-pie", "--target=\(toolchain.triple)",
        // An RPATH, not a RUNPATH: libXCTest finds its own libraries by that of the program.
        "-Xlinker", "--disable-new-dtags", "-Xlinker", "-rpath", "-Xlinker", libraries,
        "-L", libraries,
        "\(libraries)/\(architecture)/swiftrt.o", LinkSettings.objects, "-lswiftCore",
        "-o", LinkSettings.program,
      ], policy: policy(seconds: seconds))
  }

  /// Links objects, paths inside, to a program; `entry` is the module whose entry point it has, nil for
  /// a test program.
  ///
  /// A program gets the libraries that its own objects ask for, so libm only if one of them imports
  /// Foundation or Glibc. The runner that `swift build` writes for tests imports Foundation, so every
  /// test program gets libm; the prepared entry point, which imports less, gets it here.
  func link(
    _ objects: [String], libraries: [String], entry: String?, to program: String,
    by settings: LinkSettings, writing draft: SandboxPolicy.Mount, seconds: Double
  ) -> ConfinedCommand {
    let rest =
      entry.map { ["--defsym", "main=\(Self.entryPoint(of: $0))"] }
      ?? ["--as-needed", "-lm", "--no-as-needed"]
    return ConfinedCommand(
      settings.command(linking: objects + libraries + rest, to: program),
      policy: policy(writing: draft, seconds: seconds))
  }

  private static func entryPoint(of module: String) -> String { "\(module)_main" }

  private func policy(
    writing draft: SandboxPolicy.Mount? = nil, seconds: Double
  ) -> SandboxPolicy {
    var mounts = toolchain.mounts
    mounts.append(SandboxPolicy.Mount(host: treeDirectory, inside: Inside.app))
    for (name, folder) in dependencies.sorted(by: { $0.key < $1.key }) {
      mounts.append(SandboxPolicy.Mount(host: folder, inside: "\(Inside.dependencies)/\(name)"))
    }
    mounts.append(
      SandboxPolicy.Mount(host: warmDirectory, inside: Inside.warm, writable: isWarming))
    if let scratchDirectory {
      mounts.append(SandboxPolicy.Mount(host: scratchDirectory, inside: Inside.scratch))
    }
    if let draft { mounts.append(draft) }
    return SandboxPolicy(
      profile: .build, mounts: mounts, workingDirectory: Inside.app,
      limits: SandboxPolicy.Limits(seconds: seconds))
  }
}
