import Apps
import Catalog
import Foundation

extension Workbench {
  /// The apps, if there are any: a look at what was typed makes no home.
  private var present: Catalog? {
    guard access(home.catalog, R_OK) == 0 else { return nil }
    return try? Catalog(path: home.catalog)
  }

  /// The name of the app that a word is the name or id of; nil if it is none.
  package func app(named word: String) -> String? {
    guard case .found(let app)? = try? present?.find(word), !app.isTrashed,
      [app.name, app.id].contains(word.lowercased())
    else { return nil }
    return app.name
  }

  /// The name of the app that a word may mean that is no app's name; nil if none looks like it.
  package func app(like word: String) -> String? {
    guard let apps = try? present?.list() else { return nil }
    return AppGuess(apps).nearest(to: word)
  }

  /// The name of an app for people, its id if nobody knows it.
  package func name(of id: String) -> String { (try? present?.app(id: id))?.name ?? id }
}
