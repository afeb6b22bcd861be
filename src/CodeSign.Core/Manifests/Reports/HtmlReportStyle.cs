namespace CodeSign.Manifests.Reports;

/// <summary>How a report looks: on paper, on a phone, in a dark room. It loads nothing, and has no characters that XML would escape.</summary>
internal static class HtmlReportStyle
{
    /// <summary>The style sheet.</summary>
    public const string Text = """

        :root { color-scheme: light dark; --ink: #1b1f24; --quiet: #57606a; --paper: #ffffff; --line: #d0d7de; --raised: #f6f8fa;
          --link: #0550ae; --problem: #b3261e; --attention: #8a5a00; --note: #0550ae; --good: #1a6e35; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --quiet: #9aa4af; --paper: #0d1117; --line: #30363d; --raised: #161b22;
          --link: #79b8ff; --problem: #ff8a80; --attention: #f0c06a; --note: #79b8ff; --good: #7bd88f; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
          font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
        h2 { font-size: 1.2rem; margin: 2.2rem 0 .7rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
        h3 { font-size: 1rem; margin: 0; }
        p { margin: .3rem 0; }
        a { color: var(--link); }
        code { font: .85em/1.4 ui-monospace, SFMono-Regular, Consolas, "Liberation Mono", monospace; }
        .quiet, small { color: var(--quiet); }
        .status { margin-top: .8rem; padding: .7rem 1rem; border-left: .3rem solid var(--good); background: var(--raised); }
        .status.problem { border-color: var(--problem); }
        .status.attention { border-color: var(--attention); }
        .finding { margin: .7rem 0; padding: .7rem 1rem; border: 1px solid var(--line); border-left: .3rem solid var(--note);
          border-radius: .3rem; background: var(--raised); break-inside: avoid; }
        .finding.problem { border-left-color: var(--problem); }
        .finding.attention { border-left-color: var(--attention); }
        .finding ul { margin: .4rem 0 0; padding-left: 1.2rem; }
        .level { font-size: .75rem; font-weight: 600; letter-spacing: .04em; text-transform: uppercase; color: var(--note); }
        .problem .level { color: var(--problem); }
        .attention .level { color: var(--attention); }
        dl { margin: 0; }
        dl div { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .2rem 1rem; padding: .25rem 0; }
        dt { color: var(--quiet); }
        dd { margin: 0; }
        section.signer + section.signer { margin-top: 1rem; padding-top: 1rem; border-top: 1px dashed var(--line); }
        table { width: 100%; border-collapse: collapse; }
        th { text-align: left; font-weight: 600; color: var(--quiet); }
        th, td { padding: .45rem .6rem .45rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
        td:first-child { min-width: 12rem; }
        tr { break-inside: avoid; }
        footer { margin-top: 2.5rem; color: var(--quiet); font-size: .9rem; }
        @media (max-width: 44rem) {
          body { padding: 1rem; }
          dl div { grid-template-columns: 1fr; }
          thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          table, tbody, tr, td { display: block; }
          tr { padding: .6rem 0; border-bottom: 1px solid var(--line); }
          td { border: 0; padding: .1rem 0; }
          td:empty { display: none; }
          td::before { content: attr(data-label); display: block; font-size: .75rem; color: var(--quiet); }
        }
        @media print {
          :root { --ink: #000000; --quiet: #444444; --paper: #ffffff; --line: #999999; --raised: #ffffff; --link: #000000;
            --problem: #000000; --attention: #000000; --note: #000000; --good: #000000; }
          body { max-width: none; padding: 0; font-size: 10pt; }
          h2 { break-after: avoid; }
        }

        """;
}
