using CodeSign.Build.Tests.Documentation;

namespace CodeSign.Build.Tests.Publish;

/// <summary>Programs in a single file: what is inside is signed before, the whole afterwards where Windows runs it.</summary>
[TestClass]
public sealed class SingleFileTests
{
    [TestMethod]
    public async Task What_is_inside_a_program_for_Linux_is_signed_and_the_program_starts()
    {
        await using var solution = new TestSolution();
        var program = PublishTests.Program(solution).Set("PublishSingleFile", "true").Set("IncludeAllContentForSelfExtract", "true");
        // The SDK forgets what it has left out of an unchanged program: symbols in files of their own would be gone the second time.
        string[] linux = ["-r", "linux-x64", "--self-contained", "false", "-p:DebugType=embedded"];

        var published = await program.PublishSignedAsync(linux);

        await published.EnsureSignedAsync();
        Assert.AreEqual("Hello Hello.1.0.0.codesign.json Hello.1.0.0.codesign.json.p7s", string.Join(' ', published.Files));
        // The program unpacks itself when it starts.
        var unpacked = solution.File("unpacked");
        Assert.AreEqual("Hello from Helper", await published.RunAsync("Hello", ("DOTNET_BUNDLE_EXTRACT_BASE_DIR", unpacked)));
        foreach (var assembly in new[] { "Hello.dll", "Helper.dll" })
        {
            await PublishedFolder.VerifyAsync(Directory.EnumerateFiles(unpacked, assembly, SearchOption.AllDirectories).Single(), solution.Roots);
            Assert.AreEqual("Hello", (string?)published.Manifest.FileAt(assembly)["bundle"]);
        }

        var before = FileSnapshot.Take(published.Path);
        var requests = solution.Timestamps.Requests;
        await program.PublishSignedAsync([.. linux, "--no-restore"]);
        before.EnsureUnchanged("A publish with nothing to do changed files.");
        Assert.AreEqual(requests, solution.Timestamps.Requests);
    }

    [TestMethod]
    public async Task A_program_for_Windows_is_signed_whole_from_a_host_without_a_signature_of_its_own()
    {
        await using var solution = new TestSolution();
        var program = PublishTests.Program(solution).Set("PublishSingleFile", "true").Set("RuntimeIdentifier", "win-x64").Set("SelfContained", "false");
        // A pack signs the host in obj. What is appended to a signed host would break it.
        await program.PackSignedAsync();

        var published = await program.PublishSignedAsync();

        await published.EnsureSignedAsync("Hello.exe");
        var inside = published.Manifest.Files.Where(file => file["bundle"] is not null).ToList();
        Assert.AreEqual("Hello.dll Helper.dll", string.Join(' ', inside.Select(file => (string?)file["path"])));
        foreach (var file in inside)
            Assert.IsGreaterThanOrEqualTo(0, published.Read("Hello.exe").AsSpan().IndexOf(SignedCopy(program, file)), "The program holds another file than the signed one.");
        Assert.AreEqual("signed", (string?)published.Manifest.FileAt("Hello.exe")["action"]);
    }

    [TestMethod]
    public async Task Trimmed_compiled_and_with_its_runtime_inside_it_starts_and_the_rewritten_runtime_is_told()
    {
        await using var solution = new TestSolution();
        var program = PublishTests.Program(solution).Set("PublishSingleFile", "true").Set("PublishTrimmed", "true").Set("PublishReadyToRun", "true")
            .Set("SuppressTrimAnalysisWarnings", "true");

        var result = (await program.PublishAsync("-r", "linux-x64", "--self-contained")).EnsureSuccess("CSB2511");

        Assert.AreEqual("Hello from Helper", await solution.Published.RunAsync("Hello"));
        Assert.Contains("System.Private.CoreLib.dll", result.EnsureWarning("CSB2511").Text);
        Assert.AreEqual("signed", (string?)solution.Published.Manifest.FileAt("Hello.dll")["action"]);
        Assert.AreEqual("kept", (string?)solution.Published.Manifest.FileAt("System.Private.CoreLib.dll")["action"]);

        // The rules that docs/publish.md shows.
        program.Xml(MarkdownPage.Read("docs", "publish.md").ExamplesIn("xml", "What is signed").Single());
        await program.PublishSignedAsync("-r", "linux-x64", "--self-contained", "--no-restore");
        Assert.IsEmpty(solution.Published.Manifest.Files.Where(file => (string?)file["action"] != "signed"));
        Assert.AreEqual("Hello from Helper", await solution.Published.RunAsync("Hello"));
    }

    // Under obj, by its digest.
    private static byte[] SignedCopy(TestProject program, System.Text.Json.Nodes.JsonNode file) => Directory
        .EnumerateFiles(Path.Combine(program.Folder, "obj"), (string)file["path"]!, SearchOption.AllDirectories)
        .Select(File.ReadAllBytes)
        .First(content => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)) == (string?)file["sha256"]);
}
