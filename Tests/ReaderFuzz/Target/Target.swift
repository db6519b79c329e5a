import Foundation

/// The reader that `WISP_FUZZ_READER` names.
private let reader = Reader.all.first {
  $0.name == ProcessInfo.processInfo.environment["WISP_FUZZ_READER"]
}

/// Called by libFuzzer for each input; a trap is a finding, which it writes to a file.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let reader else { preconditionFailure("WISP_FUZZ_READER names no reader") }
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  if let broken = reader.brokenPromise(input) { preconditionFailure(broken) }
  return 0
}
