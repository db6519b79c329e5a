import CSpawn
import Foundation
import Synchronization
import Testing

@testable import Sandbox

/// Interactive runs, with a pseudo terminal in the place of the user's: a process has one of them, so
/// one after the other.
@Suite(.serialized) struct InteractiveTests {
  /// The user's terminal: what a person would type into and read from.
  private final class UserTerminal: Sendable {
    let keyboard: SharedDescriptor
    let line: SharedDescriptor
    private let screen = Mutex<[UInt8]>([])
    private let ended = DispatchSemaphore(value: 0)

    init(rows: UInt16 = 24, columns: UInt16 = 80) throws {
      var controller: Int32 = -1
      var terminal: Int32 = -1
      try #require(wisp_open_terminal(-1, &controller, &terminal) == 0)
      var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
      keyboard = SharedDescriptor(controller)
      line = SharedDescriptor(terminal)
    }

    var streams: StandardStreams {
      StandardStreams(
        input: line.number, output: line.number, error: line.number, outputIsTerminal: true,
        errorIsTerminal: true)
    }

    var modes: [UInt8] {
      var modes = [UInt8](repeating: 0, count: MemoryLayout<termios>.size)
      modes.withUnsafeMutableBytes { bytes in
        _ = bytes.withMemoryRebound(to: termios.self) { tcgetattr(keyboard.number, $0.baseAddress) }
      }
      return modes
    }

    /// Types `keys` each time its text has appeared; ends with the terminal.
    func play(_ script: [(awaited: String, keys: String)]) {
      let number = keyboard.number
      react(
        script.map { awaited, keys in
          (awaited, { _ = write(number, keys, keys.utf8.count) })
        })
    }

    /// Does something each time its text has appeared; ends with the terminal.
    func react(_ script: [(awaited: String, act: @Sendable () -> Void)]) {
      let number = keyboard.number
      Thread.detachNewThread { [self] in
        var rest = script[...]
        var seen: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
          while let next = rest.first, String(decoding: seen, as: UTF8.self).contains(next.awaited)
          {
            next.act()
            rest = rest.dropFirst()
            seen = []
          }
          let count = read(number, &buffer, buffer.count)
          guard count > 0 else { break }
          seen += buffer[..<count]
          screen.withLock { $0 += buffer[..<count] }
        }
        ended.signal()
      }
    }

    /// What the screen has got, all of it; the terminal is closed.
    var text: String {
      line.close()
      ended.wait()
      return String(decoding: screen.withLock { $0 }, as: UTF8.self)
    }
  }

  private func run(
    _ script: String, on user: UserTerminal, _ played: [(awaited: String, keys: String)] = []
  ) async throws -> CommandResult {
    user.play(played)
    let command = ConfinedCommand(
      ["/bin/bash", "-c", script], policy: try Fixture.policy(.run), input: .terminal,
      output: .terminal)
    return try await Fixture.runner(user.streams).run(command)
  }

  @Test func hasATerminalOfItsOwnWithTheUsersSize() async throws {
    let user = try UserTerminal(rows: 33, columns: 111)
    let result = try await run(
      "test -t 0 && test -t 1 && test -t 2 && stty size && echo up >/dev/tty && echo end-of-it; exit 7",
      on: user, [(awaited: "end-of-it", keys: "")])
    #expect(result.ending == .exited(7))
    #expect(user.text.contains("33 111\r\nup\r\nend-of-it"))
  }

  @Test func passesKeysOneByOneAndFiltersTheScreen() async throws {
    let user = try UserTerminal()
    let before = user.modes
    let result = try await run(
      #"stty raw -echo; printf '\033[2J\033]0;owned\007ready'; k=$(head -c 3 | od -An -tx1); printf "%s" "<$k>""#,
      on: user, [(awaited: "ready", keys: "q\u{03}\u{1A}")])
    #expect(result.ending == .exited(0))
    #expect(user.modes == before)
    let text = user.text
    #expect(text.contains("\u{1B}[2Jready< 71 03 1a>"))
    #expect(!text.contains("owned"))
  }

  @Test func endsTheProgramWithControlC() async throws {
    let user = try UserTerminal()
    let result = try await run(
      "echo ready; exec sleep 60", on: user, [(awaited: "ready", keys: "\u{03}")])
    #expect(result.ending == .signalled(SIGINT))
  }

  @Test func endsAProgramThatTakesEveryKeyWithThree() async throws {
    let user = try UserTerminal()
    let before = user.modes
    await #expect(throws: CancellationError.self) {
      try await run(
        #"trap '' INT; stty raw; printf '\033[?1049h\033[?25lready'; while :; do read -n 1; done"#,
        on: user, [(awaited: "ready", keys: "\u{03}\u{03}\u{03}")])
    }
    #expect(user.modes == before)
    #expect(user.text.hasSuffix("\u{1B}[?25h\u{1B}[?1049l"))
  }

  @Test func tellsTheProgramOfANewSize() async throws {
    let user = try UserTerminal()
    let resize: @Sendable () -> Void = {
      var size = winsize(ws_row: 50, ws_col: 132, ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(user.keyboard.number, UInt(TIOCSWINSZ), &size)
      kill(getpid(), SIGWINCH)
    }
    user.react([(awaited: "ready", act: resize)])
    let command = ConfinedCommand(
      [
        "/bin/bash", "-c",
        "trap 'stty size; exit 0' WINCH; echo ready; while :; do sleep 0.05; done",
      ],
      policy: try Fixture.policy(.run), input: .terminal, output: .terminal)
    let result = try await Fixture.runner(user.streams).run(command)
    #expect(result.ending == .exited(0))
    #expect(user.text.contains("50 132"))
  }
}
