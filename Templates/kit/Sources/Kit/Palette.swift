/// The colours of pages, slides and pictures, for light and for dark screens.
///
/// `--ink` and `--soft` are for text, `--paper` and `--card` lie below it, `--k0` to `--k5` tell things apart;
/// each is legible on both grounds, at a contrast of 4.5 at least.
enum Palette {
  static let light = """
    --ink:#1c2430;--soft:#5d6875;--line:#e3e7ec;--paper:#f6f7f9;--card:#fff;--problem:#b3321f;
    --k0:#2863cc;--k1:#b0500c;--k2:#1d7a52;--k3:#a03a88;--k4:#7a5f14;--k5:#4a5a70
    """
  static let dark = """
    --ink:#e8ecf1;--soft:#a3aeb9;--line:#2c3540;--paper:#14181d;--card:#1c2229;--problem:#ff8a7a;
    --k0:#7ba7f7;--k1:#f0a067;--k2:#5cc596;--k3:#e39ad2;--k4:#d6b656;--k5:#a9b8cc
    """
  /// Classes that give them to shapes: `c0` fills with a colour, `l0` draws lines in it.
  static let classes = (0..<6).map { ".c\($0){fill:var(--k\($0))}.l\($0){stroke:var(--k\($0))}" }
    .joined()
}
