/// What `swift build` finds wrong with a manifest, or warns about, is for it to say.
extension PackageShape {
  /// The shape with every plain name put where it belongs: a target's, else a product's.
  func resolvingNames(dependencies: [String]) throws(Refusal) -> PackageShape {
    var shape = self
    let own = Set(targets.map(\.name))
    for index in shape.targets.indices {
      for name in shape.targets[index].names {
        if own.contains(name) {
          shape.targets[index].targets.append(name)
          continue
        }
        let dependency = DependencyStore.allowed.first {
          dependencies.contains($0.name) && $0.products[name] != nil
        }
        guard let dependency else {
          throw Refusal("\(shape.targets[index].name) depends on something of another kind")
        }
        shape.targets[index].products.append(Product(name: name, package: dependency.name))
      }
      shape.targets[index].names = []
    }
    return shape
  }

  func check(dependencies: [String]) throws(Refusal) {
    let names = targets.map(\.name)
    let programs = executables.map(\.name)
    guard Set(targets.map { $0.module.lowercased() }).count == targets.count,
      Set(programs).count == programs.count, !names.isEmpty
    else { throw Refusal("names in its manifest are missing or used twice") }
    for name in programs + [name] {
      guard name.wholeMatch(of: Self.simpleName) != nil else {
        throw Refusal("\(name) is no simple name")
      }
    }
    let programTargets = targets.filter { $0.kind == .executable }.map(\.name)
    guard executables.allSatisfy({ programTargets.contains($0.target) }),
      published.allSatisfy({ names.contains($0) })
    else { throw Refusal("a product is not made of targets of its kind") }
    var used: Set<String> = []
    for target in targets {
      try check(target, dependencies: dependencies)
      used.formUnion(target.products.compactMap { $0.dependency?.name })
    }
    guard used == Set(dependencies) else { throw Refusal("a dependency of it is not used") }
  }

  private func check(_ target: Target, dependencies: [String]) throws(Refusal) {
    guard target.name.wholeMatch(of: Self.simpleName) != nil, target.module != "_",
      !WarmModules.reserved.contains(target.module)
    else { throw Refusal("the name of \(target.name) is not one for a module of its own") }
    for name in target.targets {
      guard let other = targets.first(where: { $0.name == name }), other.kind != .test,
        other.kind == .library || target.kind == .test && tools.renamesEntryPoints
      else { throw Refusal("\(target.name) depends on something of another kind") }
    }
    for product in target.products {
      guard let dependency = product.dependency, dependencies.contains(dependency.name),
        dependency.products[product.name] != nil
      else { throw Refusal("\(target.name) depends on a product that is not prepared") }
    }
  }

  /// Names of files that mean nothing in a path or to a shell.
  private static var simpleName: Regex<Substring> { /[A-Za-z0-9_][A-Za-z0-9_.+-]*/ }
}
