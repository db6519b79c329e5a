import Foundation

/// A duration as people read it.
package func seconds(_ value: Double) -> String {
  value < 10 ? String(format: "%.1f s", value) : "\(Int(value.rounded())) s"
}

/// A number with separated thousands.
package func count(_ value: Int) -> String {
  value.formatted(.number.grouping(.automatic).locale(Locale(identifier: "en_US")))
}

/// Durations in one unit, as in listings.
package enum Age {
  package static func text(_ seconds: Double) -> String {
    switch seconds {
    case ..<60: "\(Int(seconds)) s"
    case ..<3600: "\(Int(seconds / 60)) min"
    case ..<86_400: "\(Int(seconds / 3600)) h"
    default: "\(Int(seconds / 86_400)) d"
    }
  }
}

/// Sizes of folders in words.
package enum DirectorySize {
  package static func text(_ bytes: Int) -> String {
    guard bytes >= 1_000_000 else { return "\(max(1, bytes / 1000)) kB" }
    let tenths = (bytes + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10) MB"
  }
}

/// Dollars in words.
package enum Dollars {
  /// `$0.0123`, rounded to so many decimals.
  package static func text(_ amount: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    let parts = Int((amount * Double(scale)).rounded())
    let rest = String(parts % scale)
    return "$\(parts / scale)." + String(repeating: "0", count: decimals - rest.count) + rest
  }
}
