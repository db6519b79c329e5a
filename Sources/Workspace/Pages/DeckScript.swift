/// The one script that runs where `wisp` shows a page: keys that lead from slide to slide.
///
/// It is Kit's, byte for byte (`Templates/kit`): a page that brings it gets this one, and never its own.
enum DeckScript {
  /// SHA-256 of the text in Base64, by which the policy of the outer page allows it and nothing else.
  static let hash = "hKmC9So2DgieCYJFAz3J39lk+y5nFpy/Dwi0AAXwBWE="

  /// Whether a page brings it.
  static func isPart(of page: [UInt8]) -> Bool {
    page.firstRange(of: Array("<script>\(text)</script>".utf8)) != nil
  }

  static let text = """

    (() => {
      const slides = [...document.querySelectorAll(".slide")];
      const notes = [...document.querySelectorAll(".notes")];
      const middle = (slide) => {
        const box = slide.getBoundingClientRect();
        return Math.abs(box.top + box.height / 2 - innerHeight / 2);
      };
      const current = () =>
        slides.reduce((best, slide, index) => (middle(slide) < middle(slides[best]) ? index : best), 0);
      const go = (index) => {
        const slide = slides[Math.max(0, Math.min(index, slides.length - 1))];
        slide.scrollIntoView();
        slide.focus({ preventScroll: true });
      };
      const steps = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, Backspace: -1 };
      addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.key === " " && event.target.closest("a, summary")) return;
        if (event.key in steps) go(current() + (event.shiftKey && event.key === " " ? -1 : steps[event.key]));
        else if (event.key === "Home") go(0);
        else if (event.key === "End") go(slides.length - 1);
        else if (event.key === "n") {
          const shown = notes.some((note) => note.open);
          for (const note of notes) note.open = !shown;
        } else return;
        event.preventDefault();
      });
    })();

    """
}
