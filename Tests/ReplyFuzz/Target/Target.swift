import ReplyFuzz

private let invariants = try? ReplyInvariants.sample()

/// Called by libFuzzer for each input; a trap is a finding, which it writes to a file.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let reply = Array(UnsafeBufferPointer(start: bytes, count: count))
  guard let invariants else { preconditionFailure("the sample files cannot be made") }
  if let violation = invariants.violation(by: reply) { preconditionFailure(violation) }
  return 0
}
