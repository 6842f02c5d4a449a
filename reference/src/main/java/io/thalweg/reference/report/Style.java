package io.thalweg.reference.report;

/** How the page looks, light or dark as the reader has it. Colours: Okabe and Ito 2008. */
final class Style {
    static final String CSS = """
            :root { color-scheme: light dark; --ground: #fff; --ink: #1c1c1c; --soft: #666; --grid: #e4e4e4;
              --muted: #b9b9b9; --band: #009E7333; --card: #f7f7f7; --last: #000; }
            @media (prefers-color-scheme: dark) { :root { --ground: #14171a; --ink: #e6e6e6; --soft: #a0a4a8;
              --grid: #2b3036; --muted: #596069; --band: #009E7344; --card: #1b1f23; --last: #fff; } }
            body { background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto;
              max-width: 1240px; padding: 0 1rem; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; } h3 { font-size: 1rem; margin: .2rem 0; }
            table { border-collapse: collapse; } th, td { padding: .2rem .7rem; text-align: right; }
            th:first-child, td:first-child { text-align: left; } tr { border-bottom: 1px solid var(--grid); }
            p, li { max-width: 75ch; } .soft { color: var(--soft); } .wide { overflow-x: auto; }
            .cards { display: flex; flex-wrap: wrap; gap: .8rem; } .card { background: var(--card); border-radius: 6px;
              padding: .6rem .8rem; } .card p { margin: .1rem 0 .3rem; overflow-wrap: anywhere; }
            .pictures { display: flex; flex-wrap: wrap; }
            .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; list-style: none; padding: 0; max-width: none; }
            .legend svg { vertical-align: middle; margin-right: .35rem; }
            svg { max-width: 100%; height: auto; }
            svg text { fill: var(--ink); font: 11px system-ui, sans-serif; } svg .title { font-weight: 600; font-size: 12px; }
            svg .tick, svg .label { fill: var(--soft); font-size: 10px; } svg .note { font-size: 11px; font-weight: 600; }
            svg polyline, svg .mark { fill: none; stroke-width: 1.4; stroke-linejoin: round; }
            .grid { stroke: var(--grid); } .band { fill: var(--band); } .bar { stroke: none; }
            .dots { stroke-width: 2; stroke-linecap: round; fill: none; }
            .reference { stroke: var(--muted); stroke-opacity: .75; }
            svg .healthy { stroke-width: 1; } svg .bound { stroke: #009E73; stroke-dasharray: 5 3; }
            svg .threshold { stroke: #D55E00; stroke-dasharray: 7 3; } svg .run { stroke: #0072B2; stroke-width: 2; }
            svg .ours { stroke: #D55E00; stroke-width: 2; } svg .rival { stroke: #CC79A7; stroke-width: 2; }
            svg .anchor { stroke: var(--last); stroke-width: 2; }
            .c0 { stroke: #0072B2; } .c1 { stroke: #D55E00; } .c2 { stroke: #009E73; } .c3 { stroke: #CC79A7; }
            .c4 { stroke: #E69F00; } .c5 { stroke: #56B4E9; } .d1 { stroke-dasharray: 6 3; } .d2 { stroke-dasharray: 2 2; }
            @media (prefers-color-scheme: dark) { .c0, svg .run { stroke: #3f9fdf; } }
            svg .bar.ours { fill: #D55E00; } svg .bar.rival { fill: #CC79A7; }
            """;

    private Style() {}
}
