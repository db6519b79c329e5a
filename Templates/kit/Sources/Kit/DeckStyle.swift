extension Deck {
  /// Slides as large as the window, each to scroll to; on paper one on each page, with its notes.
  static let style = """
    :root{\(Palette.light)}@media(prefers-color-scheme:dark){:root{\(Palette.dark)}}
    *{box-sizing:border-box}html{scroll-snap-type:y proximity;background:var(--card);color:var(--ink)}
    @media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
    body{margin:0;font:clamp(16px,min(2.2vw,3.9vh),44px)/1.4 system-ui,sans-serif}
    .slide{min-height:100vh;min-height:100svh;scroll-snap-align:start;outline:0;position:relative;
    display:flex;flex-direction:column;padding:1.5em 2.6em 2.4em;border-bottom:1px solid var(--line)}
    .slide>div{flex:1;min-width:0;display:flex;flex-direction:column}
    h1,h2{line-height:1.2;overflow-wrap:anywhere;text-wrap:balance}
    h1{font-size:2.4em;margin:auto 0 .3em}h1+p{color:var(--soft);font-size:1.15em;margin:0 0 auto}
    h2{font-size:1.7em;margin:0 0 .5em}p{margin:0 0 .6em;overflow-wrap:anywhere}
    ul{margin:0;padding:0 0 0 1.1em}li{margin:0 0 .35em;overflow-wrap:anywhere}li::marker{color:var(--k0)}
    blockquote{margin:auto 0;padding:0 0 0 .8em;border-left:.2em solid var(--k0);font-size:1.35em}
    blockquote p{margin:0 0 .3em}cite{font-style:normal;font-size:.7em;color:var(--soft)}
    pre{margin:0 0 .6em;padding:.7em .9em;border-radius:.4em;background:var(--paper);font-size:.8em;
    overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
    table{border-collapse:collapse;width:100%;font-size:.85em}
    th,td{text-align:left;padding:.3em .6em;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
    th{color:var(--soft)}.n{text-align:right;font-variant-numeric:tabular-nums}
    svg{display:block;width:100%;max-height:70vh;margin:auto 0}.chart text{fill:var(--ink);font-size:12px}
    .grid{stroke:var(--line)}polyline{fill:none;stroke-width:2.5}
    \(Palette.classes)
    .notes{font-size:max(14px,.6em);color:var(--soft);max-width:70ch}.notes summary{cursor:pointer}
    .notes p{white-space:pre-line}
    nav{position:absolute;right:1.2em;bottom:.8em;font-size:max(14px,.6em);color:var(--soft)}
    nav a{color:inherit;text-decoration:none;padding:.5em .7em}
    a:focus-visible,summary:focus-visible{outline:2px solid var(--k0)}
    @media(max-width:600px){.slide{padding:1.2em 1.2em 3.4em}h1{font-size:1.9em}h2{font-size:1.4em}
    blockquote{font-size:1.15em}}
    @media print{@page{size:landscape;margin:0}html{scroll-snap-type:none}nav{display:none}
    body{font-size:18pt}.slide{min-height:0;height:auto;break-after:page;break-inside:avoid;border:0}
    .slide:last-child{break-after:auto}.notes summary{display:none}.notes p{font-size:10pt}
    .notes::details-content{display:block;content-visibility:visible}}
    """
}
