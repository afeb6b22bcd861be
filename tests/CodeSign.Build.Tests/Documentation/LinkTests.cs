namespace CodeSign.Build.Tests.Documentation;

[TestClass]
public sealed class LinkTests
{
    public static IEnumerable<string> Pages =>
        Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)
            .Append(Repository.PathOf("README.md"))
            .Select(page => Path.GetRelativePath(Repository.Root, page));

    [TestMethod]
    [DynamicData(nameof(Pages))]
    public void Every_link_to_a_file_or_heading_of_the_repository_leads_there(string page)
    {
        var markdown = MarkdownPage.Read(page);
        foreach (var link in markdown.Links.Where(link => !link.Contains("://", StringComparison.Ordinal)))
        {
            var (file, anchor) = (link.Split('#')[0], link.Contains('#', StringComparison.Ordinal) ? link.Split('#')[1] : null);
            var target = file.Length == 0
                ? markdown.FullPath
                : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(markdown.FullPath)!, file));
            Assert.IsTrue(Path.Exists(target), $"{page} links to {link}, which is not there.");
            if (anchor is not null)
                Assert.Contains(anchor, MarkdownPage.Read(Path.GetRelativePath(Repository.Root, target)).Anchors, $"{page} links to {link}.");
        }
    }
}
