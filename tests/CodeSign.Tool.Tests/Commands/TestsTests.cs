using CodeSign.Testing;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Commands;

/// <summary><c>tests seal</c> and <c>tests check</c>, as two jobs of a CI run use them.</summary>
[TestClass]
public sealed class TestsTests
{
    private const string Seal = "TestResults/unit.codesign-tests.json";

    [TestMethod]
    public async Task An_assembly_that_a_passed_run_has_loaded_is_exact()
    {
        await using var folder = await CreateAsync();

        var result = (await folder.RunAsync("tests", "check", "TestResults", "-r", "--assembly", "app.dll", "--exact")).Expect(0);

        Assert.Contains("passed     App.Tests.dll  1 of 1 passed, unknown, .NETCoreApp,Version=v10.0", result.Output);
        Assert.Contains("exact      app.dll", result.Output);
    }

    [TestMethod]
    public async Task A_signature_on_the_assembly_changes_nothing()
    {
        await using var folder = await CreateAsync();
        await folder.SignAsync("app.dll");

        (await CheckAsync(folder, "--assembly", "app.dll", "--exact")).Expect(0);
    }

    [TestMethod]
    public async Task An_assembly_that_was_changed_after_the_tests_is_no_more_than_instrumented()
    {
        await using var folder = await CreateAsync();
        folder.Flip("app.dll", 0x4E);

        Assert.Contains("instrumented", (await CheckAsync(folder, "--assembly", "app.dll")).Expect(0).Output);
        Assert.Contains("CSB8012", (await CheckAsync(folder, "--assembly", "app.dll", "--exact")).Expect(5).Error);
    }

    [TestMethod]
    public async Task What_is_sealed_counts()
    {
        await using var folder = await SealedAsync();

        var result = (await CheckAsync(folder, "--sealed-by", TestedFolder.Certificate)).Expect(0);

        Assert.Contains("sealed by CN=CodeSign Test", result.Output);
    }

    [TestMethod]
    public async Task OpenSSL_verifies_a_seal()
    {
        await using var folder = await SealedAsync();

        var verified = await OpenSsl.RunAsync(
            ["cms", "-verify", "-binary", "-inform", "DER", "-content", folder.File(Seal), "-in", folder.File($"{Seal}.p7s"),
                "-CAfile", folder.File("root.pem"), "-purpose", "any", "-out", folder.File("verified")]);

        Assert.AreEqual(0, verified.ExitCode, verified.AllOutput);
    }

    [TestMethod]
    public async Task What_is_not_sealed_does_not_count()
    {
        await using var folder = await CreateAsync();

        Assert.Contains("CSB8017", (await CheckAsync(folder, "--sealed-by", TestedFolder.Certificate)).Expect(5).Error);
    }

    [TestMethod]
    public async Task A_file_that_came_after_the_seal_is_named()
    {
        await using var folder = await SealedAsync();
        folder.Write("TestResults/more.testevidence.jsonl", "");

        var error = (await CheckAsync(folder, "--sealed-by", TestedFolder.Certificate)).Expect(5).Error;

        Assert.Contains("CSB8017", error);
        Assert.Contains("more.testevidence.jsonl", error);
    }

    [TestMethod]
    public async Task A_file_that_was_changed_since_is_named()
    {
        await using var folder = await SealedAsync();
        var results = folder.File("TestResults", "App.Tests.trx");
        File.WriteAllText(results, File.ReadAllText(results).Replace("Adds", "Adds2", StringComparison.Ordinal));

        var error = (await CheckAsync(folder, "--sealed-by", TestedFolder.Certificate)).Expect(5).Error;

        Assert.Contains("CSB8019", error);
        Assert.Contains("App.Tests.trx is not the file that was sealed", error);
    }

    [TestMethod]
    public async Task A_file_that_was_taken_away_is_named()
    {
        await using var folder = await CreateAsync();
        folder.Write("TestResults/failed.trx", "what failed");
        await SealAsync(folder);
        File.Delete(folder.File("TestResults", "failed.trx"));

        var error = (await CheckAsync(folder, "--sealed-by", TestedFolder.Certificate)).Expect(5).Error;

        Assert.Contains("failed.trx was sealed and is not among the results", error);
    }

    [TestMethod]
    public async Task A_seal_that_was_changed_is_refused()
    {
        await using var folder = await SealedAsync();
        var seal = folder.File(Seal);
        File.WriteAllText(seal, File.ReadAllText(seal).Replace("created", "Created", StringComparison.Ordinal));
        Assert.Contains("CSB8016", (await CheckAsync(folder, "--sealed-by", TestedFolder.Certificate)).Expect(5).Error);

        File.WriteAllText(seal, File.ReadAllText(seal).Replace("Created", "created", StringComparison.Ordinal) + " ");
        Assert.Contains("CSB8019", (await CheckAsync(folder, "--sealed-by", TestedFolder.Certificate)).Expect(5).Error);
    }

    [TestMethod]
    public async Task A_seal_without_its_signature_is_none()
    {
        await using var folder = await SealedAsync();
        File.Delete(folder.File($"{Seal}.p7s"));

        Assert.Contains("CSB8017", (await CheckAsync(folder, "--sealed-by", TestedFolder.Certificate)).Expect(5).Error);
    }

    [TestMethod]
    public async Task A_seal_by_another_key_is_refused_even_if_the_same_authority_vouches_for_it()
    {
        await using var folder = await SealedAsync();
        folder.Write("other.pem", File.ReadAllText(folder.File("root.pem")));

        var error = (await CheckAsync(folder, "--sealed-by", "other.pem")).Expect(5).Error;

        Assert.Contains("CSB8018", error);
    }

    [TestMethod]
    public async Task Nothing_is_sealed_where_there_are_no_results()
    {
        await using var folder = new ToolFolder();
        folder.Write("TestResults/notes.txt", "nothing");

        var result = (await folder.RunAsync(
            "tests", "seal", "TestResults", "-r", "--key", "key.pem", "--trusted-root", "root.pem")).Expect(1);

        Assert.Contains("CSB8009", result.Error);
        Assert.IsFalse(File.Exists(folder.File("results.codesign-tests.json")));
    }

    [TestMethod]
    public async Task A_seal_must_be_called_one()
    {
        await using var folder = await CreateAsync();

        (await folder.RunAsync("tests", "seal", "TestResults", "-r", "--key", "key.pem", "-o", "seal.json")).Expect(2);
    }

    private static async Task<ToolFolder> CreateAsync()
    {
        var folder = new ToolFolder();
        await TestedFolder.WriteAsync(folder, folder.Assembly());
        return folder;
    }

    private static async Task<ToolFolder> SealedAsync()
    {
        var folder = await CreateAsync();
        await SealAsync(folder);
        return folder;
    }

    private static async Task SealAsync(ToolFolder folder) => (await folder.RunAsync(
        "tests", "seal", "TestResults", "-r", "--key", "key.pem", "--trusted-root", "root.pem", "-o", Seal)).Expect(0);

    private static Task<ToolResult> CheckAsync(ToolFolder folder, params string[] options) =>
        folder.RunAsync(["tests", "check", "TestResults", "-r", .. options]);
}
