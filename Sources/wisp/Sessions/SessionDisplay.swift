/// How a session is shown.
struct SessionDisplay: Sendable {
  /// Whether events are written as JSON.
  var json = false
  /// Whether only the result is shown.
  var quiet = false
  /// Whether every diagnostic, all remarks and the model's own words are shown.
  var verbose = false
  /// Whether standard output belongs to something else, so that events go to standard error.
  var isBesideOutput = false
  /// Whether one line says what happens now; what failed is said at the end.
  var isBrief = false
  /// The model that the user named, to go on with.
  var namedModel: String?

  /// Whether a person reads what is shown.
  var isForPeople: Bool { !json && !quiet }
}
