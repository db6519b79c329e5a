/// An input made from another one, with a name.
package struct InputVariation: Sendable, Equatable {
  /// What is other, for messages: "half of its input".
  package let what: String
  package let input: Input

  /// Inputs that an app which looks at its input answers otherwise: other numbers, half of the lines, and nothing; of
  /// standard input and files, else of arguments; and the last run alone, if there are others before it.
  ///
  /// Empty if the input has nothing that could be changed.
  package static func telling(of input: Input) -> [InputVariation] {
    var alone = input
    alone.before = []
    let changed =
      input.hasText
      ? TextChange.telling.compactMap { InputVariation(input, $0) }
      : arguments(of: input, [TextChange.otherNumbers])
    return changed
      + (alone == input
        ? [] : [InputVariation(what: "none of the runs before it", input: alone)])
  }

  /// Those, and what real inputs have beside: forty at most, each another input.
  ///
  /// Empty cells, duplicates, quotes, line ends of Windows, letters beyond ASCII, negative and huge numbers, a thousand
  /// lines.
  package static func all(of input: Input) -> [InputVariation] {
    let further =
      input.hasText
      ? TextChange.further.compactMap { InputVariation(input, $0) }
      : arguments(of: input, ArgumentChange.values) + ArgumentChange.lists(of: input)
    var inputs: [InputVariation] = []
    for variation in telling(of: input) + further
    where variation.input != input && !inputs.contains(where: { $0.input == variation.input }) {
      inputs.append(variation)
    }
    return Array(inputs.prefix(most))
  }

  private static let most = 40

  init(what: String, input: Input) {
    self.what = what
    self.input = input
  }

  private init?(_ input: Input, _ change: TextChange) {
    let other = input.withTexts(change.apply)
    guard other != input else { return nil }
    self.init(what: change.what, input: other)
  }

  private static func arguments(of input: Input, _ changes: [TextChange]) -> [InputVariation] {
    changes.compactMap { change in
      var other = input
      other.arguments = input.arguments.map(change.apply)
      return other == input ? nil : InputVariation(what: change.what, input: other)
    }
  }
}

/// Changes of arguments, for runs that read nothing else.
private enum ArgumentChange {
  /// Changes of each argument that holds a number.
  static let values: [TextChange] = [
    .number("a negative number", "-7"), .number("zero", "0"), .number("a fraction", "2.75"),
    .number("a number beyond 64 bits", "99999999999999999999"),
    TextChange("no number") { $0.contains(where: \.isASCIIDigit) ? "many" : $0 },
    TextChange("letters beyond ASCII") { $0.hasPrefix("-") ? $0 : $0 + "é" },
  ]

  /// Changes of the list.
  static func lists(of input: Input) -> [InputVariation] {
    let arguments = input.arguments
    let lists: [(String, [String])] = [
      ("no arguments", []),
      ("one argument less", Array(arguments.dropLast())),
      ("one argument more", arguments + ["more"]),
      ("an empty argument", arguments.dropLast() + [""]),
      ("an option that is not known", arguments + ["--not-known"]),
      ("its arguments in reverse", arguments.reversed()),
    ]
    return lists.map { what, arguments in
      var other = input
      other.arguments = arguments
      return InputVariation(what: what, input: other)
    }
  }
}
