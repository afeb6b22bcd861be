using CodeSign.Manifests;
using CodeSign.Manifests.Reports;

namespace CodeSign.Core.Tests.Manifests.Reports;

[TestClass]
public sealed class MarkdownSummaryTests
{
    [TestMethod]
    public void It_says_what_was_signed_by_whom_and_what_deserves_a_look()
    {
        var text = MarkdownSummary.Of(SampleManifest.Everything);

        StringAssert.StartsWith(text, "### Signed: Contoso.Library 2.0.0\n\n| Signed | Signer | Timestamps |\n|---|---|---|\n", StringComparison.Ordinal);
        Assert.Contains("| 3 files | CN=Contoso Ltd., O=Contoso Ltd., C=CH | none, http://timestamp.example/ |\n", text);
        Assert.Contains("\n117 tests passed before, in 1 run.\n", text);
        Assert.Contains("\n**Problem: 1 file carries a broken signature.** ", text);
        Assert.Contains("\n- lib/net10.0/Broken.dll\n", text);
    }

    [TestMethod]
    public void Long_lists_are_cut_and_counted()
    {
        var files = Enumerable.Range(0, 25).Select(number => SampleManifest.File($"f{number:00}.dll", ManifestFileAction.Kept)).ToList();

        var text = MarkdownSummary.Of(SampleManifest.Package with { Files = files });

        Assert.Contains("- f09.dll\n- and 15 more\n", text);
        Assert.DoesNotContain("f10.dll", text);
    }

    [TestMethod]
    public void Nothing_in_a_manifest_becomes_markup()
    {
        var file = SampleManifest.File("a|b\n# [x](http://evil.example) <script>`*_.dll", ManifestFileAction.Kept);

        var text = MarkdownSummary.Of(SampleManifest.Package with { Files = [file] });

        Assert.Contains("- a\\|b \\# \\[x\\](http://evil.example) &lt;script\\>\\`\\*\\_.dll\n", text);
    }
}
