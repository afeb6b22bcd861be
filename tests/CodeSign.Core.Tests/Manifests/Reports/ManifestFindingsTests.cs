using CodeSign.Manifests;
using CodeSign.Manifests.Reports;

namespace CodeSign.Core.Tests.Manifests.Reports;

[TestClass]
public sealed class ManifestFindingsTests
{
    [TestMethod]
    public void A_release_as_it_should_be_has_none() => Assert.IsEmpty(ManifestFindings.Of(SampleManifest.Package));

    [TestMethod]
    public void Each_thing_that_deserves_a_look_is_found_with_its_places_the_gravest_first()
    {
        string[] expected =
        [
            "Problem: A development identity signed. CN=CodeSign development",
            "Problem: 1 file carries a broken signature. lib/net10.0/Broken.dll",
            "Attention: The package itself is not signed. Contoso.Library.2.0.0.nupkg",
            "Attention: 1 signature has no timestamp. lib/net10.0/Contoso.Library.dll",
            "Attention: 1 file of somebody else is not signed. lib/net10.0/Unsigned.dll",
            "Attention: 1 file is signed by somebody who is not trusted here. lib/net10.0/Stranger.dll",
            "Attention: 1 assembly was not tested. lib/net10.0/Retried.dll: The same source as for net9.0.",
            "Attention: 1 assembly was tested only with instrumented code. lib/net10.0/Contoso.Library.dll",
            "Note: 1 file of yours was left out by a rule. tools/Template.dll",
            "Note: 1 file comes from nowhere that the build knows. tools/Unknown.dll",
            "Note: 1 certificate expires within 60 days. CN=Contoso Ltd., O=Contoso Ltd., C=CH, until 2026-03-24",
            "Note: 1 timestamp server failed at times. http://timestamp.other.example/: 2, the last: no answer",
            "Note: 1 test run skipped tests. Contoso.Library.Tests.dll (.NETCoreApp,Version=v10.0): 3 of 120",
        ];

        var found = ManifestFindings.Of(SampleManifest.Everything).Select(f => $"{f.Level}: {f.Title} {string.Join(' ', f.Places)}");

        Assert.AreEqual(string.Join('\n', expected), string.Join('\n', found));
    }

    [TestMethod]
    public void Several_are_counted()
    {
        var file = SampleManifest.File("a.dll", ManifestFileAction.Kept);
        var found = ManifestFindings.Of(SampleManifest.Package with { Files = [file, file with { Path = "b.dll" }] }).Single();
        Assert.AreEqual("2 files of others are not signed.", found.Title);
        Assert.AreEqual("a.dll b.dll", string.Join(' ', found.Places));
    }
}
