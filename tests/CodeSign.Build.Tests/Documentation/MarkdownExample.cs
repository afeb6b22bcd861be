namespace CodeSign.Build.Tests.Documentation;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">What the fence says it is: <c>xml</c>, <c>console</c>.</param>
/// <param name="Text">The text between the fences.</param>
/// <param name="Heading">The heading it stands under.</param>
internal sealed record MarkdownExample(string Language, string Text, string Heading)
{
    /// <summary>The commands of a console block: what follows the prompt, up to a comment.</summary>
    public static IReadOnlyList<string> Commands(string console) =>
        [.. console.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => line[2..].Split("  #")[0].Trim())];
}
