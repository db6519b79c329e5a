import Behaviour
import Testing
import Workspace

struct AskedVariationTests {
  static let cases: [(String, Set<Variation>)] = [
    ("roll two dice and print the sum", [Variation.chance]),
    ("Würfle dreimal", [.chance]),
    ("days until Christmas", [.time]),
    ("shows the current time and a random quote", [.chance, .time]),
    ("サイコロを二つ振る", [.chance]),
    ("count the words of a text", []),
    ("group lines by the second column and print sums", []),
    ("Lies die Zeilen und zähle die Wörter", []),
    ("Tage bis zum Geburtstag", [.time]),
    ("convertir les dépenses en euros", []),
    ("lancer trois dés", [.chance]),
    ("alter the first column of a table", []),
    ("print the longest line", []),
    ("행의 수를 세다", [.chance, .time]),
  ]

  @Test(arguments: cases) func isAskedFor(description: String, asked: Set<Variation>) {
    #expect(AskedVariation.asked(in: description) == asked)
  }
}
