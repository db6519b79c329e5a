import Foundation
import Sandbox

/// A package's own dependencies, in the versions that the package manager has chosen for it, as they are on this
/// machine.
///
/// The package manager takes them as it has left them: a list of checkouts in its build folder, and the checkouts.
struct ResolvedDependencies: Equatable, Sendable {
  /// What is at a place inside, read-only.
  var mounts: [SandboxPolicy.Mount] = []
  var checkouts: [Checkout] = []
  /// Those of the checkouts that are made from the package manager's cache, with the place inside of the
  /// repository.
  var copies: [String: String] = [:]

  /// Where the package manager's cache is shown.
  private static let cache = "\(Inside.dependencies)/repositories"

  /// What the dependencies of a package need in the sandbox; nil if it needs no more than those that are prepared.
  ///
  /// - Parameters:
  ///   - manifest: The text of its `Package.swift`.
  ///   - directory: Its folder.
  ///   - resolved: Its `Package.resolved`; nil if it has none.
  ///   - packageCache: The package manager's folder of repositories.
  /// - Throws: `MissingDependencies`.
  init?(
    of manifest: String, in directory: String, resolved: [UInt8]?, packageCache: String?
  ) throws {
    let local = LocalPackages(of: manifest, in: directory)
    let declared = ManifestCall.addresses(in: manifest)
    let known = Checkout.all(in: "\(directory)/.build")
    let pinned = resolved.flatMap { PinnedPackage.all(resolved: $0) } ?? []
    let needsOwn =
      !local.outside.isEmpty || !(declared + local.addresses).allSatisfy(Self.isPrepared)
      || !local.addresses.isEmpty || !pinned.allSatisfy(Self.isPrepared)
    guard needsOwn else { return nil }
    var missing: [PinnedPackage] = []
    for pin in pinned {
      if let checkout = known.first(where: { $0.pin.isSame(as: pin) }),
        let folder = Self.folder(of: checkout, in: directory)
      {
        add(checkout, at: folder, of: directory)
      } else if let copy = Self.repository(of: pin, in: packageCache) {
        add(pin, from: copy)
      } else {
        missing.append(pin)
      }
    }
    // In other manifests an address may stand where it is not used.
    if ManifestLiteral(manifest) != nil {
      for address in declared
      where !pinned.contains(where: { $0.identity == PinnedPackage.identity(of: address) }) {
        missing.append(
          PinnedPackage(
            identity: PinnedPackage.identity(of: address), location: address, kind: "",
            state: PinnedPackage.State()))
      }
    }
    guard missing.isEmpty else {
      throw MissingDependencies(
        directory: directory,
        dependencies: missing.map {
          MissingDependencies.Dependency(name: $0.identity, location: $0.location)
        })
    }
    mounts += local.outside.sorted { $0.key < $1.key }
      .map { SandboxPolicy.Mount(host: $0.value, inside: $0.key) }
  }

  private mutating func add(_ checkout: Checkout, at folder: String, of directory: String) {
    checkouts.append(checkout)
    mounts.append(
      SandboxPolicy.Mount(host: folder, inside: "\(Self.checkoutsFolder)/\(checkout.name)"))
    // Git finds the objects of a checkout by the path that is written there.
    let repositories = "\(directory)/.build/repositories"
    guard let objects = HostFile.bytes(at: "\(folder)/.git/objects/info/alternates", limit: 4096),
      String(decoding: objects, as: UTF8.self).hasPrefix("\(repositories)/"),
      LocalPackages.canBeShown(at: repositories),
      !mounts.contains(where: { $0.host == repositories })
    else { return }
    mounts.append(SandboxPolicy.Mount(host: repositories, inside: repositories))
  }

  private mutating func add(_ pin: PinnedPackage, from repository: String) {
    let last = pin.location.split(separator: "/").last.map(String.init) ?? pin.identity
    let name = last.hasSuffix(".git") ? String(last.dropLast(4)) : last
    let inside = "\(Self.cache)/\(name)"
    checkouts.append(Checkout(pin: pin, name: name))
    copies[name] = inside
    mounts.append(SandboxPolicy.Mount(host: repository, inside: inside))
  }

  /// The folder of a checkout; nil if it is not there.
  private static func folder(of checkout: Checkout, in directory: String) -> String? {
    let folder = "\(directory)/.build/checkouts/\(checkout.name)"
    guard HostFile.stamp(of: folder)?.isFolder == true,
      HostFile.stamp(of: "\(folder)/Package.swift") != nil
    else { return nil }
    return folder
  }

  /// The package manager's own copy of a repository; nil if there is none.
  private static func repository(of pin: PinnedPackage, in cache: String?) -> String? {
    guard let cache, pin.state.revision != nil else { return nil }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: cache)) ?? []
    for name in names.sorted() {
      guard let bytes = HostFile.bytes(at: "\(cache)/\(name)/config", limit: 1 << 16) else {
        continue
      }
      let addresses = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter {
        $0.split(separator: "=").first?.trimmingCharacters(in: .whitespaces) == "url"
      }
      .map { $0.drop { $0 != "=" }.dropFirst().trimmingCharacters(in: .whitespaces) }
      if addresses.contains(where: { PinnedPackage.isSame($0, pin.location) }) {
        return "\(cache)/\(name)"
      }
    }
    return nil
  }

  private static func isPrepared(_ address: String) -> Bool {
    DependencyStore.dependency(at: address) != nil
  }

  private static func isPrepared(_ pin: PinnedPackage) -> Bool {
    DependencyStore.dependency(at: pin.location)?.version == pin.state.version
  }

  static let checkoutsFolder = "\(Inside.scratch)/checkouts"
}
