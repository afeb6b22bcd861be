using System.Text;
using System.Text.RegularExpressions;

namespace CodeSign.Build.Tests.Documentation;

/// <summary>A page of the documentation: its examples, headings and links.</summary>
internal sealed partial class MarkdownPage
{
    private MarkdownPage(string path, IReadOnlyList<MarkdownExample> examples, IReadOnlyList<string> headings, string prose)
    {
        FullPath = path;
        Examples = examples;
        Headings = headings;
        Prose = prose;
    }

    /// <summary>Full path of the page.</summary>
    public string FullPath { get; }

    /// <summary>The fenced blocks, in order.</summary>
    public IReadOnlyList<MarkdownExample> Examples { get; }

    /// <summary>The headings' texts, in order.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>All that is not in a fenced block.</summary>
    public string Prose { get; }

    /// <summary>The targets of its links, in order.</summary>
    public IEnumerable<string> Links => Link().Matches(Prose).Select(match => match.Groups["target"].Value);

    /// <summary>The anchors that a link may name: headings in lower case, words joined by hyphens, without punctuation.</summary>
    public IEnumerable<string> Anchors => Headings.Select(
        heading => NotInAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>Reads a page of this repository.</summary>
    public static MarkdownPage Read(params string[] parts)
    {
        var path = Repository.PathOf(parts);
        var examples = new List<MarkdownExample>();
        var headings = new List<string>();
        var prose = new StringBuilder();
        StringBuilder? fenced = null;
        var language = "";
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                if (fenced is not null)
                    examples.Add(new MarkdownExample(language, fenced.ToString(), headings.LastOrDefault("")));
                language = line[3..];
                fenced = fenced is null ? new StringBuilder() : null;
            }
            else
            {
                (fenced ?? prose).Append(line).Append('\n');
                if (fenced is null && line.StartsWith('#'))
                    headings.Add(line.TrimStart('#').Trim());
            }
        }

        return new MarkdownPage(path, examples, headings, prose.ToString());
    }

    /// <summary>The examples in a language under a heading.</summary>
    public IReadOnlyList<string> ExamplesIn(string language, string heading) =>
        [.. Examples.Where(example => example.Language == language && example.Heading == heading).Select(example => example.Text)];

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchor();
}
