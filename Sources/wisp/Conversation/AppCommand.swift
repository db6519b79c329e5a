import ArgumentParser

/// A command on one app, the newest if none is named: in a conversation it is the one talked about.
protocol AppCommand: ParsableCommand {
  /// Takes `app` if the user named none.
  mutating func assume(app: String)

  /// What stands where an app is named.
  var namedApps: [String] { get }
}

/// A command whose app is the argument APP.
protocol SingleAppCommand: AppCommand {
  var app: AppArgument { get set }
}

extension SingleAppCommand {
  mutating func assume(app id: String) {
    if app.app == nil { app.app = id }
  }

  var namedApps: [String] { app.app.map { [$0] } ?? [] }
}

extension RunCommand: SingleAppCommand {}
extension ShowCommand: SingleAppCommand {}
extension LogCommand: SingleAppCommand {}
extension UndoCommand: SingleAppCommand {}
extension RedoCommand: SingleAppCommand {}
extension ForkCommand: SingleAppCommand {}
extension KeepCommand: SingleAppCommand {}
extension ResumeCommand: SingleAppCommand {}

extension DiscardCommand: AppCommand {
  mutating func assume(app: String) {
    if apps.isEmpty, !all { apps = [app] }
  }

  var namedApps: [String] { apps }
}

extension RenameCommand: AppCommand {
  mutating func assume(app: String) {
    if words.count == 1 { words.insert(app, at: 0) }
  }

  var namedApps: [String] { words.count == 2 ? [words[0]] : [] }
}

extension TweakCommand: AppCommand {
  mutating func assume(app: String) {
    if words.count == 1 { words.insert(app, at: 0) }
  }

  var namedApps: [String] { words.count == 2 ? [words[0]] : [] }
}
