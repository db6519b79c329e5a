import Catalog

extension AppStore {
  /// Enters the calls that an app's journal tells of where the ledger has none of them: it was lost.
  func restoreLedger(of app: AppDirectory) throws {
    guard try catalog.calls(app: app.id).isEmpty else { return }
    var purpose = CallPurpose.write
    for stamped in Journal(path: app.journal).events() {
      switch stamped.event {
      case .iterationStarted(let iteration): purpose = CallPurpose(iteration.kind)
      case .modelFinished(let answer):
        try catalog.record(
          call: LedgerEntry(answer, app: app.id, purpose: purpose, at: stamped.at))
      default: break
      }
    }
  }
}
