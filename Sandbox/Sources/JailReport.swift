/// What `wisp-jail` reported: see the head of `Jail/main.c` for the lines.
struct JailReport: Equatable {
  enum Ending: Equatable {
    case exited(Int32)
    case signalled(Int32)
    case deadline
    case exceeded(Total)
    case notStarted(step: String, error: Int32)
  }

  /// What is limited in total.
  enum Total: String {
    case memory, machine, disk, files
  }

  private(set) var isSetUp = false
  /// Versions of Landlock (0: none) and of the system-call filter.
  private(set) var landlock = 0
  private(set) var filter = 0
  /// Whether there were ever as many processes as may be.
  private(set) var isCrowded = false
  private(set) var failure: String?
  private(set) var ending: Ending?
  private var rest: [UInt8] = []

  /// Takes the next piece of the report, which may end anywhere.
  mutating func append(_ bytes: ArraySlice<UInt8>) {
    rest += bytes
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      read(line: String(decoding: rest[..<end], as: UTF8.self))
      rest.removeSubrange(...end)
    }
  }

  private mutating func read(line: String) {
    let words = line.split(separator: " ").map(String.init)
    switch (words.first, words.dropFirst().first, words.last.flatMap { Int32($0) }) {
    case ("setup", "ok", let version?) where words.count == 4:
      guard let landlock = Int(words[2]) else { fallthrough }
      (isSetUp, self.landlock, filter) = (true, landlock, Int(version))
    case ("setup", "failed", _): failure = line
    case ("exec", "failed", let error?) where words.count == 4:
      ending = .notStarted(step: words[2], error: error)
    case ("exit", _, let code?): ending = .exited(code)
    case ("signal", _, let number?): ending = .signalled(number)
    case ("deadline", _, _): ending = .deadline
    case ("crowded", _, _): isCrowded = true
    case ("exceeded", let what?, _):
      guard let total = Total(rawValue: what) else { fallthrough }
      ending = .exceeded(total)
    default: failure = "unknown report: \(line)"
    }
  }
}
