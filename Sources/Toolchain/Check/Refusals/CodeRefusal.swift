/// Code that a model may not write, because with it a check could be passed without being met.
struct CodeRefusal: Equatable {
  /// From 1.
  var line: Int
  /// What is wrong and what to write instead, one sentence for the model.
  var message: String
}
