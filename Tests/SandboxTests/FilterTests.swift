import CFilter
import Foundation
import Testing

/// The system-call filter, both architectures, run here as the kernel would run it.
@Suite struct FilterTests {
  enum Answer: Equatable {
    case allowed
    case killed
    case refused(Int32)
  }

  struct Call: CustomTestStringConvertible {
    var name: String
    /// On x86_64 and on arm64; nil where that has no such call.
    var numbers: (UInt32?, UInt32?)
    var arguments: [UInt64] = []
    var confined: Answer
    /// The same with Unix sockets.
    var withSockets: Answer
    /// Where Landlock stands alone.
    var alone: Answer

    var testDescription: String { "\(name)\(arguments)" }

    init(
      _ name: String, _ numbers: (UInt32?, UInt32?), _ arguments: [UInt64], _ confined: Answer,
      withSockets: Answer? = nil, alone: Answer? = nil
    ) {
      self.name = name
      self.numbers = numbers
      self.arguments = arguments
      self.confined = confined
      self.withSockets = withSockets ?? confined
      self.alone = alone ?? confined
    }

    init(
      _ name: String, _ numbers: (UInt32?, UInt32?), _ confined: Answer, alone: Answer? = nil
    ) {
      self.init(name, numbers, [], confined, alone: alone)
    }
  }

  private static let denied = Answer.refused(EPERM)
  private static let absent = Answer.refused(ENOSYS)
  /// Answered as done.
  private static let nothing = Answer.refused(0)
  private static let unsupported = Answer.refused(EOPNOTSUPP)
  private static let noFamily = Answer.refused(EAFNOSUPPORT)
  private static let noProtocol = Answer.refused(EPROTONOSUPPORT)

  static let calls: [Call] = [
    Call("read", (0, 63), [0], .allowed),
    Call("exit_group", (231, 94), .allowed),
    Call("execve", (59, 221), .allowed),
    Call("ptrace", (101, 117), denied),
    Call("process_vm_readv", (310, 270), denied),
    Call("io_setup", (206, 0), denied),
    Call("bpf", (321, 280), denied),
    Call("mount", (165, 40), denied),
    Call("umount2", (166, 39), denied),
    Call("unshare", (272, 97), denied),
    Call("setns", (308, 268), denied),
    Call("chroot", (161, 51), denied),
    Call("keyctl", (250, 219), denied),
    Call("memfd_create", (319, 279), denied),
    Call("shmget", (29, 194), denied),
    Call("userfaultfd", (323, 282), denied),
    Call("perf_event_open", (298, 241), denied),
    Call("io_uring_setup", (425, 425), absent),
    Call("io_uring_enter", (426, 426), absent),
    Call("clone3", (435, 435), absent),
    Call("openat2", (437, 437), absent),
    Call("fsopen", (430, 430), absent),
    Call("mount_setattr", (442, 442), absent),
    Call("fchmodat2", (452, 452), absent),
    Call("statmount", (457, 457), absent),
    Call("statx", (332, 291), absent),
    Call("cachestat", (451, 451), absent),
    Call("the first unknown", (470, 470), absent),
    Call("far beyond", (0xffff_ffff, 0xffff_ffff), absent),
    Call("x32 write", (0x4000_0001, 0x4000_0001), absent),
    Call("clone, a thread", (56, 220), [0x3d0f00], .allowed),
    Call("clone, a process", (56, 220), [17], .allowed),
    Call("clone, user namespace", (56, 220), [0x1000_0011], denied),
    Call("clone, mount namespace", (56, 220), [0x0002_0011], denied),
    Call("clone, network namespace", (56, 220), [0x4000_0000], denied),
    Call("clone, upper half", (56, 220), [0xdead_0000_0000_0011], .allowed),
    Call("socket, unix", (41, 198), [1, 1, 0], noFamily, withSockets: .allowed, alone: denied),
    Call(
      "socket, unix, datagrams", (41, 198), [1, 0x80002, 0], noFamily, withSockets: .allowed,
      alone: denied),
    Call("socket, TCP", (41, 198), [2, 0x80801, 6], .allowed, alone: denied),
    Call("socket, UDP of IPv6", (41, 198), [10, 2, 0], .allowed, alone: denied),
    Call("socket, raw", (41, 198), [2, 3, 0], denied),
    Call("socket, ICMP", (41, 198), [2, 2, 1], noProtocol, alone: denied),
    Call("socket, SCTP", (41, 198), [2, 1, 132], noProtocol, alone: denied),
    Call("socket, routes", (41, 198), [16, 3, 0], .allowed, alone: denied),
    Call("socket, netlink of IPsec", (41, 198), [16, 2, 6], noProtocol, alone: denied),
    Call("socket, packet", (41, 198), [17, 3, 0], noFamily, alone: denied),
    Call("socket, ALG", (41, 198), [38, 5, 0], noFamily, alone: denied),
    Call("socket, VSOCK", (41, 198), [40, 1, 0], noFamily, alone: denied),
    Call(
      "socket, family with an upper half", (41, 198), [0x1_0000_0028, 1, 0], noFamily, alone: denied
    ),
    Call("socketpair, stream", (53, 199), [1, 0x80001, 0], .allowed),
    Call(
      "socketpair, datagrams", (53, 199), [1, 2, 0], denied, withSockets: .allowed, alone: denied),
    Call("connect", (42, 203), .allowed, alone: denied),
    Call("bind", (49, 200), .allowed, alone: denied),
    Call("sendto", (44, 206), [3, 1, 1, 0, 0, 0], .allowed),
    Call(
      "sendto, an address", (44, 206), [3, 1, 1, 0, 0x7fff_0000_0000, 16], .allowed, alone: denied),
    Call("ioctl, window size", (16, 29), [0, 0x5413], .allowed),
    Call("ioctl, TIOCSTI", (16, 29), [0, 0x5412], denied),
    Call("ioctl, TIOCSTI with an upper half", (16, 29), [0, 0xffff_ffff_0000_5412], denied),
    Call("ioctl, TIOCLINUX", (16, 29), [0, 0x541C], denied),
    Call("ioctl, flags of a file", (16, 29), [0, 0x4008_6602], denied),
    Call("ioctl, reserving room", (16, 29), [0, 0x4030_5828], unsupported),
    Call("ioctl, reserving room, 64 bits", (16, 29), [0, 0x4030_582a], unsupported),
    Call("ioctl, a range of zeros", (16, 29), [0, 0x4030_5839], unsupported),
    Call("ioctl, parts of a file", (16, 29), [0, 0xc020_660b], unsupported),
    Call("ioctl, parts that ext4 remembers", (16, 29), [0, 0xc020_662a], unsupported),
    Call("ioctl, what ext4 knows of a file", (16, 29), [0, 0x4004_6629], unsupported),
    Call("ioctl, parts of a file on XFS", (16, 29), [0, 0xc020_5826], unsupported),
    Call("ioctl, the same with flags", (16, 29), [0, 0xc020_5838], unsupported),
    Call("ioctl, how many parts", (16, 29), [0, 0x801c_581f], unsupported),
    Call("fallocate", (285, 47), [3, 0, 0, 1_000_000_000], unsupported),
    Call("personality, usual", (135, 92), [0], .allowed),
    Call("personality, asked", (135, 92), [0xffff_ffff], .allowed),
    Call("personality, no random addresses", (135, 92), [0x0040000], denied),
    Call("chmod", (90, nil), [0, 0o755], .allowed, alone: denied),
    Call("chmod, set-user", (90, nil), [0, 0o4755], denied),
    Call("fchmod, set-group", (91, 52), [0, 0o2755], denied),
    Call("fchmod", (91, 52), [0, 0o700], .allowed),
    Call("fchmodat", (268, 53), [0, 0, 0o644], .allowed, alone: denied),
    Call("fchmodat, set-user", (268, 53), [0, 0, 0o4644], denied),
    Call("chown", (92, nil), [0, 0, 0], nothing, alone: denied),
    Call("fchown", (93, 55), [3, 65_534, 65_534], nothing, alone: denied),
    Call("lchown", (94, nil), [0, 0, 0], nothing, alone: denied),
    Call("fchownat", (260, 54), [3, 0, 0, 0, 0], nothing, alone: denied),
    Call("open, garbage for a mode", (2, nil), [0, 0, 0o7777], .allowed),
    Call("open, new set-user", (2, nil), [0, 0o101, 0o4777], denied),
    Call("openat, new", (257, 56), [0, 0, 0o100, 0o644], .allowed),
    Call("openat, new set-group", (257, 56), [0, 0, 0o100, 0o2644], denied),
    Call("openat, without a name, set-user", (257, 56), [0, 0, 0o20200000, 0o4644], denied),
    Call("creat, set-user", (85, nil), [0, 0o4644], denied),
    Call("mknod, FIFO", (133, nil), [0, 0o010644], .allowed, alone: denied),
    Call("mknodat, FIFO", (259, 33), [0, 0, 0o010644], .allowed, alone: denied),
    Call("mknodat, character", (259, 33), [0, 0, 0o020644], denied),
    Call("mknodat, block", (259, 33), [0, 0, 0o060644], denied),
    Call("mknodat, set-user", (259, 33), [0, 0, 0o104755], denied),
    Call("prlimit64, itself", (302, 261), [0, 7], .allowed),
    Call("prlimit64, another", (302, 261), [99, 7], .allowed, alone: denied),
    Call("utimensat", (280, 88), .allowed, alone: denied),
    Call("setxattr", (188, 5), .allowed, alone: denied),
    Call("setpriority", (141, 140), .allowed, alone: denied),
    Call("pidfd_open", (434, 434), .allowed, alone: denied),
  ]

  private static let audit: [(wisp_architecture, UInt32)] = [
    (WISP_X86_64, 0xC000_003E), (WISP_ARM64, 0xC000_00B7),
  ]

  @Test(arguments: calls)
  func answer(call: Call) throws {
    for ((architecture, audit), number) in zip(
      Self.audit, [call.numbers.0, call.numbers.1])
    {
      guard let number else { continue }
      for (strictness, expected) in [
        (WISP_FILTER_CONFINED, call.confined),
        (WISP_FILTER_UNIX_SOCKETS, call.withSockets), (WISP_FILTER_ALONE, call.alone),
      ] {
        let program = try Program(architecture, strictness)
        #expect(
          program.answer(number: number, architecture: audit, arguments: call.arguments)
            == expected, "architecture \(audit), strictness \(strictness)")
      }
    }
  }

  /// 32-bit calls, and those of another machine, have other numbers: none gets through.
  @Test(arguments: [0x4000_0003, 0x4000_0028, 0, 0xC000_003E, 0xC000_00B7] as [UInt32])
  func anotherArchitectureIsKilled(audit: UInt32) throws {
    for (architecture, own) in Self.audit where own != audit {
      let program = try Program(architecture, WISP_FILTER_CONFINED)
      #expect(program.answer(number: 0, architecture: audit, arguments: []) == .killed)
    }
  }
}

/// The part of the kernel's packet filter machine that the filter uses.
private struct Program {
  let instructions: [wisp_instruction]

  init(_ architecture: wisp_architecture, _ strictness: wisp_strictness) throws {
    var room = [wisp_instruction](repeating: wisp_instruction(), count: Int(WISP_FILTER_ROOM))
    let length = wisp_filter(architecture, strictness, &room)
    try #require(length > 0)
    instructions = Array(room.prefix(length))
  }

  func answer(number: UInt32, architecture: UInt32, arguments: [UInt64]) -> FilterTests.Answer? {
    var words = [number, architecture, 0, 0]
    for index in 0..<6 {
      let argument = arguments.indices.contains(index) ? arguments[index] : 0
      words += [UInt32(truncatingIfNeeded: argument), UInt32(truncatingIfNeeded: argument >> 32)]
    }
    var accumulator: UInt32 = 0
    var at = 0
    while instructions.indices.contains(at) {
      let instruction = instructions[at]
      at += 1
      var holds: Bool?
      switch instruction.code {
      case 0x20: accumulator = words[Int(instruction.operand) / 4]
      case 0x54: accumulator &= instruction.operand
      case 0x15: holds = accumulator == instruction.operand
      case 0x35: holds = accumulator >= instruction.operand
      case 0x45: holds = accumulator & instruction.operand != 0
      case 0x06: return answer(instruction.operand)
      default: return nil
      }
      if let holds { at += Int(holds ? instruction.if_true : instruction.if_false) }
    }
    return nil
  }

  private func answer(_ value: UInt32) -> FilterTests.Answer? {
    switch value >> 16 {
    case 0x7fff: .allowed
    case 0x8000: .killed
    case 0x0005: .refused(Int32(value & 0xffff))
    default: nil
    }
  }
}
