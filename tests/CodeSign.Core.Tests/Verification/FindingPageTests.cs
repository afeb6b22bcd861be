using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification;

[TestClass]
public sealed class FindingPageTests
{
    [TestMethod]
    public void Every_kind_of_finding_has_its_entry_with_its_title()
    {
        var page = File.ReadAllLines(SourceTree.PathOf("docs", "findings.md"));
        var expected = Enum.GetValues<FindingKind>().Select(kind => $"### {kind}: {kind.Title}").ToList();
        CollectionAssert.AreEquivalent(expected, page.Where(line => line.StartsWith("### ", StringComparison.Ordinal)).ToList());
    }
}
