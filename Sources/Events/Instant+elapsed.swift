extension ContinuousClock.Instant {
  /// Seconds since this instant.
  package var elapsedSeconds: Double { duration(to: .now) / .seconds(1) }
}
