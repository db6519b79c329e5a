import Foundation

/// What a shell finds for a word that is typed as a command.
struct CommandSearch {
  private let folders: [String]

  /// - Parameter path: The variable `PATH`.
  init(path: String) {
    // Beside what is searched now: where system commands are, which other users and scripts search.
    let system = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]
    folders = path.split(separator: ":").map(String.init) + system
  }

  /// The program that a word starts, `own` left out; nil if none does.
  private func program(_ name: String, besides own: String) -> String? {
    let own = Self.place(own)
    return folders.lazy.map { $0.hasSuffix("/") ? $0 + name : $0 + "/" + name }.first {
      access($0, X_OK) == 0 && Self.place($0) != own
    }
  }

  /// Why an app must not be called by a word, which the shell would take for something else, or another
  /// program would for a command; nil if it may.
  func shadowed(_ name: String, besides own: String) -> String? {
    if isShellWord(name) { return "it is a word of the shell" }
    return program(name, besides: own).map { "it is a command already, \($0)" }
  }

  /// Whether a word is a keyword or a builtin of sh, bash, zsh or fish.
  private func isShellWord(_ name: String) -> Bool { Self.shellWords.contains(name) }

  private static func place(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }

  /// POSIX.1-2024 2.4 and 2.15, Bash Reference Manual 4 and 3.2, zshbuiltins(1), fish's `builtin -n`.
  private static let shellWords = Set(
    """
    . : [ [[ ]] { } ! alias and autoload begin bg bind bindkey block break breakpoint builtin bye \
    caller case cd chdir command commandline compgen complete compopt contains continue coproc count \
    declare dirs disable disown do done echo echotc elif else emulate enable end esac eval exec exit \
    export false fc fg fi float for foreach function functions getln getopts hash help history if in \
    integer jobs kill let limit local log logout mapfile math nocorrect noglob not or path popd print \
    printf pushd pushln pwd random read readarray readonly realpath rehash repeat return sched select \
    set setopt shift shopt source status string suspend switch test then time times trap true type \
    typeset ulimit umask unalias unfunction unhash unlimit unset unsetopt until vared wait whence \
    where which while zcompile zle zmodload zparseopts zstyle
    """.split(separator: " ").map(String.init))
}
