using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CodeSign.Build.Tests.Documentation;
using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>The manifest beside a package: what it says is so.</summary>
[TestClass]
public sealed class ManifestTests
{
    private const string Assembly = "lib/net10.0/Greetings.dll";
    private const string Vendor = "lib/net10.0/Manifest.Vendor.dll";
    private const string Excluded = "tools/Excluded.dll";

    private static TestSolution solution = null!;
    private static TestProject library = null!;
    private static Manifest manifest = null!;
    private static string unsignedSha256 = null!;

    [ClassInitialize]
    public static async Task PackAsync(TestContext _)
    {
        solution = new TestSolution();
        FeedPackage.Add("Manifest.Vendor");
        File.Copy(typeof(TestIdentities).Assembly.Location, solution.File("Greetings/vendor/Excluded.dll"));
        library = solution.Add("Greetings").Set("NoWarn", "$(NoWarn);NU5100")
            .Set("RepositoryUrl", "https://git.contoso.example/greetings")
            .Set("RepositoryType", "git")
            .Set("RepositoryCommit", "0123456789abcdef0123456789abcdef01234567")
            .Reference("Manifest.Vendor", "1.0.0").PackReferences()
            .Items("<None Include=\"vendor/Excluded.dll\" Pack=\"true\" PackagePath=\"tools\" />")
            .Items($"<CodeSignFile Include=\"{Excluded}\" Sign=\"false\" />");
        (await library.BuildAsync()).EnsureSuccess();
        unsignedSha256 = Sha256(File.ReadAllBytes(library.Obj()));
        (await library.PackAsync("--no-build")).EnsureSuccess("CSB2505");
        manifest = Manifest.Read(solution, "Greetings.1.0.0");
    }

    [ClassCleanup]
    public static async Task CleanUpAsync() => await solution.DisposeAsync();

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Its_signature_is_one_that_OpenSSL_accepts_as_the_page_shows()
    {
        var page = MarkdownPage.Read("docs", "manifest.md");
        var copy = Directory.CreateDirectory(solution.File("copy")).FullName;
        foreach (var file in Directory.GetFiles(solution.Output))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file).Replace("Greetings.1.0.0", "Contoso.Library.2.0.0", StringComparison.Ordinal)));
        File.Copy(solution.Roots, Path.Combine(copy, "roots.pem"));
        var command = page.ExamplesIn("console", "Its signature").SelectMany(MarkdownExample.Commands).Single();
        await Shell.RunAsync(solution, copy, command);
        Assert.IsNotNull(Text("package/signature/timestamp/genTime"));

        var path = Path.Combine(copy, "Contoso.Library.2.0.0.codesign.json");
        File.AppendAllText(path, " ");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Shell.RunAsync(solution, copy, command));
    }

    [TestMethod]
    public async Task A_page_for_people_stands_beside_it_and_the_pipeline_shows_a_summary_and_annotations()
    {
        await using var own = new TestSolution();
        own.Environment["GITHUB_ACTIONS"] = "true";
        own.Environment["GITHUB_STEP_SUMMARY"] = own.File("summary.md");
        File.WriteAllText(own.File("summary.md"), "# Before\n");
        var project = own.Add("Greetings").Set("CodeSignReport", "true").Reference("Manifest.Vendor", "1.0.0").PackReferences();

        var packed = await project.PackAsync();

        packed.EnsureSuccess("CSB2505");
        var page = Path.Combine(own.Output, "Greetings.1.0.0.codesign.html");
        Assert.Contains("1 file of somebody else is not signed.", File.ReadAllText(page));
        StringAssert.StartsWith(File.ReadAllText(own.File("summary.md")), "# Before\n### Signed: Greetings 1.0.0\n", StringComparison.Ordinal);
        Assert.MatchesRegex(new Regex(@"::warning file=[^,\n]+,title=CSB2505::.*Manifest\.Vendor"), packed.Output);

        File.Delete(page);
        await project.PackAsync("--no-restore");
        Assert.IsTrue(File.Exists(page), "The page was not put back.");

        own.Environment["GITHUB_ACTIONS"] = null;
        own.Environment["TF_BUILD"] = "True";
        var azure = (await project.PackAsync("--no-restore", "-p:PackageVersion=1.1.0")).Output;
        var upload = Regex.Match(azure, @"##vso\[task\.uploadsummary\](.+)$", RegexOptions.Multiline);
        StringAssert.StartsWith(File.ReadAllText(upload.Groups[1].Value.Trim()), "### Signed: Greetings 1.1.0\n", StringComparison.Ordinal);
        Assert.MatchesRegex(new Regex(@"##vso\[task\.logissue type=warning;sourcepath=[^;]+;code=CSB2505;\].*Manifest\.Vendor"), azure);
    }

    [TestMethod]
    public async Task Switched_off_it_has_no_signature()
    {
        await using var own = new TestSolution();
        var project = own.Add("Greetings");
        await project.PackSignedAsync();
        await project.PackSignedAsync("--no-restore", "-p:CodeSignManifestSignature=false");
        Assert.IsTrue(File.Exists(Path.Combine(own.Output, "Greetings.1.0.0.codesign.json")));
        Assert.IsFalse(File.Exists(Path.Combine(own.Output, "Greetings.1.0.0.codesign.json.p7s")), "The signature of another manifest was left.");
    }

    [TestMethod]
    public void It_says_which_package_it_is_about()
    {
        Assert.AreEqual(3, (int)manifest["schemaVersion"]!);
        Assert.AreEqual("Greetings", Text("package/id"));
        Assert.AreEqual("1.0.0", Text("package/version"));
        Assert.AreEqual("Greetings.1.0.0.nupkg", Text("package/file"));
        var file = File.ReadAllBytes(Path.Combine(solution.Output, "Greetings.1.0.0.nupkg"));
        Assert.AreEqual(file.Length, (int)manifest["package/length"]!);
        AssertHex(Sha256(file), Text("package/sha256"));
        Assert.IsFalse((bool)manifest["development"]!);
        StringAssert.Contains(manifest["repository"]?.ToJsonString() ?? manifest["package"]!.ToJsonString(), "0123456789abcdef0123456789abcdef01234567", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Its_content_hash_is_the_one_that_NuGet_computes()
    {
        var user = solution.AddPlain("User").Reference("Greetings", "1.0.0");
        var packages = Path.Combine(solution.Folder, "user-packages");
        (await solution.DotnetAsync(
            "restore", user.ProjectFile, "--packages", packages, "--source", solution.Output, "--source", TestRun.Feed)).EnsureSuccess();
        var metadata = JsonNode.Parse(File.ReadAllText(Path.Combine(packages, "greetings", "1.0.0", ".nupkg.metadata")))!;
        Assert.AreEqual((string?)metadata["contentHash"], Text("package/contentSha512"));
    }

    [TestMethod]
    public void It_accounts_for_every_signable_file()
    {
        CollectionAssert.AreEquivalent(new List<string?> { Assembly, Vendor, Excluded }, manifest.Files.Select(f => (string?)f["path"]).ToList());
        Assert.AreEqual("signed", Action(Assembly));
        Assert.AreEqual("kept", Action(Vendor));
        Assert.AreEqual("excluded", Action(Excluded));
        Assert.IsTrue(manifest.Files.All(f => ((string?)f["reason"])?.Length > 0));
        StringAssert.Contains(manifest.FileAt(Vendor)["origin"]!.ToJsonString(), "Manifest.Vendor", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Its_digests_are_those_of_the_files()
    {
        var package = solution.Package("Greetings.1.0.0");
        foreach (var file in manifest.Files)
            AssertHex(Sha256(package.Read((string)file["path"]!)), (string?)file["sha256"]);
        AssertHex(unsignedSha256, (string?)manifest.FileAt(Assembly)["sha256Before"]);
        Assert.AreEqual((string?)manifest.FileAt(Vendor)["sha256Before"], (string?)manifest.FileAt(Vendor)["sha256"]);
    }

    [TestMethod]
    public void It_names_the_signer_and_the_timestamps()
    {
        var text = manifest[""]?.ToJsonString() ?? File.ReadAllText(Path.Combine(solution.Output, "Greetings.1.0.0.codesign.json"));
        AssertHex(Sha256(TestIdentities.CodeSigning.Certificate.RawData), Text("signers/0/sha256"));
        Assert.AreEqual(TestIdentities.CodeSigning.Certificate.Subject, Text("signers/0/subject"));
        Assert.AreEqual(TestIdentities.CodeSigning.Certificate.Issuer, Text("signers/0/issuer"));
        StringAssert.Contains(text, solution.Timestamps.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.HasCount(2, manifest.Everything("genTime").Split('\n'));
        Assert.HasCount(2, manifest.Everything("policy").Split('\n').Where(p => p.Contains(TimestampServer.DefaultPolicy, StringComparison.Ordinal)));
    }

    [TestMethod]
    public void It_holds_no_path_of_this_machine_and_no_secret()
    {
        var text = File.ReadAllText(Path.Combine(solution.Output, "Greetings.1.0.0.codesign.json"));
        Assert.DoesNotContain(solution.Folder, text);
        Assert.DoesNotContain(solution.Password, text);
        Assert.DoesNotContain(JsonEncodedText.Encode(TestRun.GlobalPackages).Value, text);
    }

    [TestMethod]
    public void Its_schema_is_in_the_package()
    {
        using var archive = ZipFile.OpenRead(TestRun.PackagePath);
        var schemas = archive.Entries.Where(e => e.FullName.StartsWith("docs/schema/", StringComparison.Ordinal)).ToList();
        Assert.IsNotEmpty(schemas);
        foreach (var schema in schemas)
        {
            using var stream = schema.Open();
            using var json = JsonDocument.Parse(stream);
            Assert.IsTrue(json.RootElement.TryGetProperty("$schema", out _), schema.FullName);
        }
    }

    [TestMethod]
    public async Task It_may_be_put_elsewhere()
    {
        await using var own = new TestSolution();
        await own.Add("Greetings").Set("CodeSignManifest", "../manifests/greetings.json").PackSignedAsync();
        own.EnsureOutput("Greetings.1.0.0.nupkg");
        Assert.AreEqual("Greetings", (string?)JsonNode.Parse(File.ReadAllText(own.File("manifests/greetings.json")))!["package"]!["id"]);
    }

    private static string? Text(string path) => (string?)manifest[path];

    private static string? Action(string path) => (string?)manifest.FileAt(path)["action"];

    private static string Sha256(byte[] content) => Convert.ToHexString(SHA256.HashData(content));

    private static void AssertHex(string expected, string? actual) => Assert.AreEqual(expected, actual, ignoreCase: true);
}
