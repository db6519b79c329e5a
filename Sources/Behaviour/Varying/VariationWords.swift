import Workspace

/// Words with which people ask for chance or for the time: in English, German, French, Spanish, Italian, Portuguese,
/// Dutch, Russian, Japanese and Chinese.
///
/// Each is the beginning of a word; one with a full stop is a whole word.
enum VariationWords {
  static func list(of variation: Variation) -> [String] {
    switch variation {
    case .chance: chance
    case .time: time
    }
  }

  private static let chance = words(
    """
    random dice roll coin flip toss shuffl draw. draws. drawing lot. lots. lotter raffle pick choos chance luck
    guess hangman password passphrase passcode uuid guid nonce secret sampl simulat generator fake mock. lorem
    fortune 8-ball card cards deck bingo sudoku maze game play surprise decid suggest jitter minesweeper snake
    tetris quiz flashcard scrambl
    zufall zufällig würf münz misch los. lotterie passwort spiel rate. wähl zieh
    aléatoire hasard dé. dés. pièce mélang tirer tirage jeu. jeux. devin loterie
    aleator azar dado dados moneda baraj sorteo contraseña juego adivin elig elij
    casual lancia moneta mescol estra gioco indovin
    sorteio senha jogo moeda embaralh
    willekeurig dobbel munt. schud loting wachtwoord spel. raad kies
    случайн кубик монет перемеш жреб лотере парол игр угада
    サイコロ ランダム 乱数 くじ 抽選 シャッフル パスワード ゲーム 掷 骰 随机 隨機 抽 密码 密碼 洗牌 游戏
    """)

  private static let time = words(
    """
    time. times. timer timestamp clock date. dates. day days daily today tonight tomorrow yesterday now. current
    hour minute seconds stopwatch countdown count-down age. ages. old. calendar month year week deadline due. since
    until ago. remind schedul birthday anniversar moon. sunrise sunset duration elapsed pomodoro uptime journal
    diary habit streak track recent latest expir overdue alarm o'clock
    zeit uhr uhrzeit datum tag. tage heute jetzt stund minut sekund kalender monat jahr woche geburtstag
    fällig seit. frist
    heure horloge jour. jours. aujourd maintenant minuteur calendrier mois. année semaine âge. anniversaire
    hora. horas. reloj fecha día hoy. ahora calendario mes. año semana edad. cumpleaños
    ora. orologio giorno oggi adesso mese anno. settimana età. compleanno
    relógio dia. dias. hoje agora idade. aniversário
    tijd klok dag. dagen. vandaag nu. aftel maand jaar leeftijd verjaardag
    врем час. часы дата дату день дней сегодня сейчас календар месяц год. недел возраст таймер
    時計 時刻 時間 日付 今日 今 年齢 カレンダー 时间 时钟 日期 今天 现在 年龄 日历 倒计时
    """)

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
