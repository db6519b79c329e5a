package import Events

/// What is worth knowing beside the result of an operation; its words are the face's own.
///
/// Apps go by their names in it.
package enum Notice: Sendable, Equatable {
  // MARK: The home

  /// The list of apps was damaged and was made anew; what it was is at this path.
  case listMadeAnew(damaged: String)
  /// Other users can look into this folder of the home, and it cannot be closed.
  case openToOthers(String)
  /// These apps expired and are in the trash.
  case expired([String])

  // MARK: Requests and models

  /// Such secrets were masked in attached data of this name.
  case masked([String], in: String)
  /// A budget of the configuration does not hold for a model without a price.
  case uncounted(budget: Limits.Budget, model: String)

  /// A tiny request is on its way to this model, to try it.
  case askingModel(String)

  // MARK: Programs

  /// The program of an app is built, and then is.
  case building(String)
  case built(String)
  /// A port of the running app is shown on this machine as another number, or the same.
  case published(inside: UInt16, outside: UInt16)
  /// A connection that the app wanted was refused.
  case refused(target: String, reason: String)

  // MARK: What runs leave

  /// A repository that an app made was renamed; `new` is nil if it could not be.
  case renamed(old: String, new: String?)
  /// More were renamed, or could not be.
  case renamedMore(Int)
  /// Repositories that are new since an app started, may be the user's and stay; with the suffix git would not
  /// take them for repositories.
  case leftRepositories([String], app: String, suffix: String)
  /// A folder that could not be searched for repositories.
  case unsearched(String, app: String)

  // MARK: Tools of `once`

  /// There is a tool for the same, but it reads another kind of input.
  case otherInput(was: String, now: String)
  /// A tool cannot be kept for the next time; why, if that is known.
  case toolNotKept(String?)
  /// A cached tool asks for more than standard input and output.
  case toolAsksForMore
  /// An app is kept from now on.
  case kept(String)

  // MARK: Keeping

  /// An app that is to be kept is not verified.
  case unverified(String)
  /// Files that are left out of an export, as they are no part of an app.
  case leftOut([String])
  /// An exported package is built and tested now the plain way.
  case checkingExport
  /// What the check of an exported package does.
  case checking(Event)
}
