import Files
import Foundation
import GRDB

/// One thing being tried on the catalog: turns SQLite's errors into ones that say what to do.
struct CatalogAttempt {
  let operation: String
  let path: String

  func run<T>(_ body: () throws -> T) throws(CatalogError) -> T {
    do {
      return try body()
    } catch let refusal as CatalogRefusal {
      throw error(refusal.reason, refusal.message, advice: refusal.advice)
    } catch let failure as DatabaseError {
      throw explain(failure)
    } catch let failure as CocoaError {
      throw error(.other, failure.localizedDescription, advice: "Check who may write there.")
    } catch {
      throw self.error(
        .other, "\(error)", advice: "Move the file away and run `wisp doctor`.")
    }
  }

  private func explain(_ failure: DatabaseError) -> CatalogError {
    // Without the statement and its values: those are the user's words.
    let message = failure.message ?? failure.resultCode.description
    return switch failure.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      error(.busy, message, advice: "Another wisp is at work on it: try again in a moment.")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      error(.other, message, advice: "Run wisp again: it sets the damaged file aside.")
    case .SQLITE_FULL:
      error(.other, message, advice: "Free some space and try again.")
    // The files beside the database cannot be made.
    case .SQLITE_IOERR where isFull, .SQLITE_CANTOPEN where isFull:
      error(.other, "the disk is full", advice: "Free some space and try again.")
    default:
      error(.other, message, advice: "Check who may write there, and the free space.")
    }
  }

  /// Whether hardly anything is free where the file is.
  private var isFull: Bool {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return FreeSpace.bytes(at: folder).map { $0 < 256 << 10 } ?? false
  }

  private func error(
    _ reason: CatalogError.Reason, _ message: String, advice: String
  ) -> CatalogError {
    CatalogError(
      reason: reason, operation: operation, message: message, path: path, advice: advice)
  }
}

/// A refusal of ours from inside a transaction, which it rolls back.
struct CatalogRefusal: Error {
  var reason: CatalogError.Reason
  var message: String
  var advice: String
}
