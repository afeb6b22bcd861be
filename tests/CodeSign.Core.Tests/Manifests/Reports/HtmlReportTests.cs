using System.Net;
using System.Text.RegularExpressions;
using CodeSign.Manifests;
using CodeSign.Manifests.Reports;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Manifests.Reports;

/// <summary>The page for people, read through a browser.</summary>
[TestClass]
public sealed partial class HtmlReportTests
{
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_browser_shows_every_finding_with_its_places_before_anything_else()
    {
        var document = await ReadAsync(SampleManifest.Everything);

        var findings = ManifestFindings.Of(SampleManifest.Everything);
        var shown = Finding().Matches(document).Select(match => TextOf(match.Value)).ToList();
        Assert.HasCount(findings.Count, shown);
        foreach (var (finding, text) in findings.Zip(shown))
        {
            Assert.Contains(finding.Title, text);
            Assert.Contains(finding.Explanation, text);
            foreach (var place in finding.Places)
                Assert.Contains(place, text);
        }

        Assert.AreEqual(
            "findings signed signers timestamps tests left build",
            string.Join(' ', SectionId().Matches(document).Select(match => match.Groups[1].Value)));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task It_says_what_was_signed_by_whom_and_when_and_what_was_kept_and_why()
    {
        var text = TextOf(await ReadAsync(SampleManifest.Package));

        string[] expected =
        [
            "Contoso.Library 2.0.0", "The package is signed; 1 file signed. Nothing needs attention.", "Contoso.Library.2.0.0.nupkg",
            "lib/net10.0/Contoso.Library.dll", "CN=Contoso Ltd., O=Contoso Ltd., C=CH", "2026-03-04 05:06:08 UTC",
            SampleManifest.Package.Files[0].Sha256, "RSA-3072, file", "CN=Example Timestamping 2026", "2026-03-04 05:06:10 UTC",
            "lib/net10.0/Vendor.dll", "It comes from the package Vendor.Library 4.5.6.", "trusted, CN=Vendor Inc.", "GitHub Actions", "sarah",
            "Contoso.Library.Tests.dll", "120 of 120 passed", "VSTest, .NETCoreApp,Version=v10.0, .NET 10.0.1",
            "Windows executable or .NET assembly, tested exactly",
        ];
        foreach (var part in expected)
            Assert.Contains(part, text);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task Nothing_in_a_manifest_becomes_markup_or_script()
    {
        const string Hostile = "</style></td><script>document.title = 'owned'</script><img src=x onerror=\"document.title='owned'\">&lt;\u0001\"'.dll";
        var manifest = SampleManifest.Package with
        {
            Files = [SampleManifest.File(Hostile, ManifestFileAction.Kept) with { Reason = Hostile }],
            Build = SampleManifest.Package.Build with { RunUrl = "javascript:document.title='owned'" },
        };

        var document = await ReadAsync(manifest);

        Assert.Contains("<title>Contoso.Library 2.0.0: signatures</title>", document);
        Assert.DoesNotContain("<script", document);
        Assert.DoesNotContain("<img", document);
        Assert.DoesNotContain("href=\"javascript", document);
        Assert.Contains("document.title = 'owned'", TextOf(document));
    }

    [TestMethod]
    public void It_is_one_file_that_loads_nothing_and_the_same_each_time()
    {
        var page = Write(SampleManifest.Everything);

        Assert.AreEqual(page, Write(SampleManifest.Everything));
        Assert.DoesNotContain("src=", page);
        Assert.DoesNotContain("<link", page);
        Assert.DoesNotContain("url(", page);
        StringAssert.StartsWith(page, "<!DOCTYPE html>\n<html lang=\"en\">", StringComparison.Ordinal);
        Assert.DoesNotContain("&gt;", HtmlReportStyleOf(page));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_phone_and_a_dark_room_get_pictures_of_their_own()
    {
        using var folder = new TemporaryFolder();
        var page = folder.File("report.html");
        File.WriteAllText(page, Write(SampleManifest.Everything));

        CollectionAssert.AreNotEqual(await PictureAsync(1200, false), await PictureAsync(1200, true), "It is as bright in the dark.");
        var phone = await PictureAsync(390, false);
        File.WriteAllText(page, File.ReadAllText(page).Replace("max-width: 44rem", "max-width: 1rem", StringComparison.Ordinal));
        CollectionAssert.AreNotEqual(phone, await PictureAsync(390, false), "A phone gets what a wide screen gets.");

        async Task<byte[]> PictureAsync(int width, bool isDark)
        {
            var picture = folder.File($"{width}-{isDark}.png");
            await HeadlessBrowser.PictureAsync(page, picture, width, 2400, isDark);
            return await File.ReadAllBytesAsync(picture);
        }
    }

    private static async Task<string> ReadAsync(SignatureManifest manifest)
    {
        using var folder = new TemporaryFolder();
        var page = folder.File("report.html");
        await File.WriteAllTextAsync(page, Write(manifest));
        return await HeadlessBrowser.ReadAsync(page);
    }

    private static string Write(SignatureManifest manifest)
    {
        using var page = new MemoryStream();
        HtmlReport.Write(manifest, page);
        return System.Text.Encoding.UTF8.GetString(page.ToArray());
    }

    private static string HtmlReportStyleOf(string page) => page[page.IndexOf("<style>", StringComparison.Ordinal)..page.IndexOf("</style>", StringComparison.Ordinal)];

    private static string TextOf(string html) => WebUtility.HtmlDecode(Tag().Replace(html, ""));

    [GeneratedRegex("<article.*?</article>", RegexOptions.Singleline)]
    private static partial Regex Finding();

    [GeneratedRegex("<section id=\"([a-z]+)\"")]
    private static partial Regex SectionId();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
