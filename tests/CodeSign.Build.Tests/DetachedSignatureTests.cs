using CodeSign.Build.Tests.Documentation;
using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>Signatures in files of their own: for scripts and whatever else can't carry one inside.</summary>
[TestClass]
public sealed class DetachedSignatureTests
{
    private const string Assembly = "lib/net10.0/Greetings.dll";
    private const string Script = "#!/bin/sh\necho installed\n";

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task The_examples_of_the_page_work()
    {
        await using var solution = new TestSolution();
        var page = MarkdownPage.Read("docs", "detached.md");
        var library = solution.Add("Greetings").Write("dist/setup.sh", Script).Write("tools/install.sh", Script + "# in the package\n");
        foreach (var example in page.Examples.Where(example => example.Language == "xml"))
            library.Xml(example.Text);
        File.Copy(solution.Roots, Path.Combine(library.Folder, "roots.pem"));

        await library.PackSignedAsync();

        foreach (var command in page.ExamplesIn("console", "Signatures beside files").SelectMany(MarkdownExample.Commands))
            await Shell.RunAsync(solution, library.Folder, command);
        Assert.AreEqual(Script, File.ReadAllText(Path.Combine(library.Folder, "setup.sh.verified")));
        var package = await solution.Package("Greetings.1.0.0").EnsureSigned(Assembly).VerifyAsync();
        await VerifyAsync(solution, package.Extract("tools/install.sh", solution.File("e/install.sh")), package.Extract("tools/install.sh.p7s", solution.File("e/install.sh.p7s")));
        Assert.IsFalse(File.Exists(Path.Combine(library.Folder, "tools", "install.sh.p7s")), "A packed file's signature is on disk.");
        Assert.DoesNotContain("dist/setup.sh", package.Entries);
    }

    [TestMethod]
    public async Task A_file_beside_the_project_is_signed_once_and_again_when_it_changes_and_the_manifest_says_so()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Write("dist/setup.sh", Script).Items("<CodeSignFile Include=\"dist/*\" Format=\"detached\" />");
        var file = Path.Combine(library.Folder, "dist", "setup.sh");
        await library.PackSignedAsync();
        await VerifyAsync(solution, file, file + ".p7s");
        Assert.AreEqual(4, solution.Timestamps.Requests);
        var entry = Manifest.Read(solution, "Greetings.1.0.0")["detached/0"]!;
        Assert.AreEqual("dist/setup.sh dist/setup.sh.p7s False", $"{entry["path"]} {entry["signaturePath"]} {(bool)entry["packed"]!}");
        Assert.AreEqual(Sha256(file), (string?)entry["sha256"]);
        Assert.AreEqual(Sha256(file + ".p7s"), (string?)entry["signatureSha256"]);
        Assert.AreEqual(solution.Timestamps.Address.AbsoluteUri, (string?)entry["signature"]!["timestamp"]!["server"]);

        var before = FileSnapshot.Take(solution.Output, library.Folder);
        solution.Environment["CODESIGN_KEY_PASSWORD"] = null;
        var second = await library.PackSignedAsync("--no-restore", "-v:d");
        Assert.AreEqual(0, second.Executions("PackTask"), second.ToString());
        before.EnsureUnchanged("A pack with nothing to do changed files.");
        Assert.AreEqual(4, solution.Timestamps.Requests);

        solution.Environment["CODESIGN_KEY_PASSWORD"] = solution.Password;
        library.Write("dist/setup.sh", Script + "echo again\n");
        await library.PackSignedAsync("--no-restore");
        await VerifyAsync(solution, file, file + ".p7s");
        Assert.AreEqual(Sha256(file), (string?)Manifest.Read(solution, "Greetings.1.0.0")["detached/0/sha256"]);
        Assert.AreEqual(6, solution.Timestamps.Requests, "The package is the same, and its signature is in the cache; the manifest is another.");
        Assert.IsFalse(File.Exists(file + ".p7s.p7s"), "The signature was signed.");
    }

    [TestMethod]
    public async Task Signatures_of_packed_files_go_wherever_the_files_go_and_follow_a_change_of_the_key()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Write("scripts/deep/run.sh", Script).Write("data.txt", "data").Write("two.txt", "two")
            .Items("<None Include=\"scripts/**/*.sh\" Pack=\"true\" PackagePath=\"tools\" />")
            .Items("<Content Include=\"data.txt\" Pack=\"true\" />")
            .Items("<None Include=\"two.txt\" Pack=\"true\" PackagePath=\"a/renamed.txt;b\" />")
            .Items("<CodeSignFile Include=\"All\" Pattern=\"**/*\" Format=\"detached\" />")
            .Items("<CodeSignFile Include=\"None of these\" Pattern=\"*.xml\" Format=\"detached\" Sign=\"false\" />")
            .Set("GenerateDocumentationFile", "true").Set("NoWarn", "CS1591");
        string[] files = ["tools/deep/run.sh", "content/data.txt", "contentFiles/any/net10.0/data.txt", "a/renamed.txt", "b/two.txt"];

        await library.PackSignedAsync();

        var package = await solution.Package("Greetings.1.0.0").EnsureSigned(Assembly).VerifyAsync();
        CollectionAssert.AreEquivalent(
            files.Select(file => file + ".p7s").Append(".signature.p7s").ToList(),
            package.Entries.Where(entry => entry.EndsWith(".p7s", StringComparison.Ordinal)).ToList());
        await VerifyAllAsync(solution, package, files);
        Assert.IsTrue((bool)Manifest.Read(solution, "Greetings.1.0.0")["detached/0/packed"]!);
        var requests = solution.Timestamps.Requests;
        await library.PackSignedAsync("--no-restore");
        Assert.AreEqual(requests, solution.Timestamps.Requests);

        using var other = TestIdentities.Authority.Issue(new() { Subject = "CN=Next Year, O=CodeSign Tests, C=CH" });
        other.WritePfx(solution.File("keys/release.pfx"), solution.Password);
        await library.PackSignedAsync("--no-restore");

        package = await solution.Package("Greetings.1.0.0").VerifyAsync();
        await VerifyAllAsync(solution, package, files);
        var signed = new System.Security.Cryptography.Pkcs.SignedCms();
        signed.Decode(package.Read("b/two.txt.p7s"));
        Assert.AreEqual(other.Certificate, signed.SignerInfos[0].Certificate);
    }

    [TestMethod]
    public async Task An_executable_gets_one_only_where_the_rule_says_so_and_then_as_it_is_shipped()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Items("<CodeSignFile Include=\"Assemblies\" Pattern=\"lib/**/*.dll\" Format=\"detached\" />");
        var packed = await library.PackSignedAsync();
        Assert.DoesNotContain(Assembly + ".p7s", solution.Package("Greetings.1.0.0").Entries);
        StringAssert.Contains(packed.Output, "Executables=\"true\"", StringComparison.Ordinal);

        await library.Items("<CodeSignFile Include=\"Mine\" Pattern=\"Greetings.dll\" Format=\"detached\" Executables=\"true\" />").PackSignedAsync("--no-restore");

        var package = await solution.Package("Greetings.1.0.0").EnsureSigned(Assembly).VerifyAsync();
        await VerifyAllAsync(solution, package, [Assembly]);
    }

    [TestMethod]
    public async Task A_file_that_does_not_exist_is_an_error()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Items("<CodeSignFile Include=\"dist/setup.sh\" Format=\"detached\" />");

        var failed = await library.PackAsync();

        StringAssert.Contains(failed.EnsureError("CSB2140").Text, "setup.sh", StringComparison.Ordinal);
        solution.EnsureOutput();
    }

    [TestMethod]
    public async Task What_somebody_else_has_put_in_the_signatures_place_is_left_alone_unless_it_is_to_be_replaced()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Write("dist/setup.sh", Script).Write("dist/setup.sh.p7s", "mine, and no signature")
            .Items("<CodeSignFile Include=\"dist/setup.sh\" Format=\"detached\" />");

        (await library.PackAsync()).EnsureError("CSB2141");
        Assert.AreEqual("mine, and no signature", File.ReadAllText(Path.Combine(library.Folder, "dist", "setup.sh.p7s")));
        solution.EnsureOutput();

        await library.Items("<CodeSignFile Include=\"dist/setup.sh\" Format=\"detached\" Existing=\"replace\" />").PackSignedAsync("--no-restore");
        await VerifyAsync(solution, Path.Combine(library.Folder, "dist", "setup.sh"), Path.Combine(library.Folder, "dist", "setup.sh.p7s"));
    }

    [TestMethod]
    public async Task Without_a_timestamp_there_is_no_signature_and_no_package()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Set("CodeSignTimestampBudget", "2").Write("dist/setup.sh", Script)
            .Items("<CodeSignFile Include=\"dist/setup.sh\" Format=\"detached\" />");
        solution.Timestamps.FailNext(TimestampFault.None);
        solution.Timestamps.Fault = TimestampFault.InternalServerError;

        var failed = await library.PackAsync();

        Assert.IsFalse(failed.Succeeded, failed.ToString());
        Assert.AreEqual("setup.sh", Path.GetFileName(Directory.GetFileSystemEntries(Path.Combine(library.Folder, "dist")).Single()));
        solution.EnsureOutput();
    }

    [TestMethod]
    [DataRow("Format=\"pgp\"")]
    [DataRow("Format=\"detached\" Sign=\"error\"")]
    [DataRow("Format=\"detached\" Executables=\"yes\"")]
    public async Task A_rule_that_can_not_be_understood_is_an_error(string metadata)
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Write("dist/setup.sh", Script).Items($"<CodeSignFile Include=\"dist/setup.sh\" {metadata} />");

        (await library.PackAsync()).EnsureError("CSB0008");
    }

    private static async Task VerifyAllAsync(TestSolution solution, PackageFile package, IEnumerable<string> files)
    {
        foreach (var file in files)
            await VerifyAsync(solution, package.Extract(file, solution.File("extracted/file")), package.Extract(file + ".p7s", solution.File("extracted/file.p7s")));
    }

    private static async Task VerifyAsync(TestSolution solution, string file, string signature) => (await OpenSsl.RunAsync(
        ["cms", "-verify", "-binary", "-inform", "DER", "-content", file, "-in", signature, "-CAfile", solution.Roots, "-purpose", "any", "-out", solution.File("openssl/out")]))
        .EnsureSuccess();

    private static string Sha256(string path) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
}
