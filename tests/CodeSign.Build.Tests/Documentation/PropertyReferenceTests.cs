using System.Text.RegularExpressions;

namespace CodeSign.Build.Tests.Documentation;

[TestClass]
public sealed partial class PropertyReferenceTests
{
    [TestMethod]
    public void Every_property_that_the_build_reads_has_its_heading_in_the_reference_and_no_other_has_one() =>
        CollectionAssert.AreEquivalent(Read(), Documented(MarkdownPage.Read("docs", "properties.md").Headings));

    [TestMethod]
    public void Every_property_that_the_build_reads_is_in_the_readme_table_and_no_other_is() =>
        CollectionAssert.AreEquivalent(
            Read(), Documented(MarkdownPage.Read("README.md").Prose.Split('\n').Where(line => line.StartsWith("| `CodeSign", StringComparison.Ordinal))
                .Select(line => line.Split('|')[1])));

    /// <summary>The properties and items that props and targets of the package refer to.</summary>
    private static string[] Read() =>
        [.. Directory.EnumerateFiles(Repository.PathOf("build"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".props" or ".targets")
            .SelectMany(file => Reference().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .Distinct()];

    private static string[] Documented(IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => Name().Matches(text)).Select(match => match.Groups["name"].Value).Distinct()];

    [GeneratedRegex(@"[$@]\((?<name>CodeSign\w+)")]
    private static partial Regex Reference();

    [GeneratedRegex("`(?<name>CodeSign\\w+)`")]
    private static partial Regex Name();
}
