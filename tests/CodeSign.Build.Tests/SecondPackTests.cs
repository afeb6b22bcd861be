using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>What a second pack does: nothing where nothing has changed, and otherwise what the change asks for, from the unsigned originals.</summary>
[TestClass]
public sealed class SecondPackTests
{
    private const string Assembly = "lib/net10.0/Greetings.dll";

    [TestMethod]
    public async Task With_nothing_changed_it_signs_packs_and_asks_for_nothing()
    {
        await using var solution = new TestSolution();
        var library = await PackOnceAsync(solution);
        // No key is opened either.
        solution.Environment["CODESIGN_KEY_PASSWORD"] = null;
        var before = FileSnapshot.Take(solution.Output, library.Folder);
        var second = await library.PackSignedAsync("--no-restore", "-v:d");
        Assert.AreEqual(3, solution.Timestamps.Requests);
        Assert.AreEqual(0, second.Executions("Csc"), second.ToString());
        Assert.AreEqual(0, second.Executions("PackTask"), second.ToString());
        before.EnsureUnchanged("A pack with nothing to do changed files.");
    }

    [TestMethod]
    public async Task A_changed_key_signs_the_unsigned_original_again()
    {
        await using var solution = new TestSolution();
        var library = await PackOnceAsync(solution);
        using var other = TestIdentities.Authority.Issue(new() { Subject = "CN=Next Year, O=CodeSign Tests, C=CH" });
        other.WritePfx(solution.File("keys/release.pfx"), solution.Password);
        await library.PackSignedAsync("--no-restore");

        var package = await solution.Package("Greetings.1.0.0").VerifyAsync();
        Assert.AreEqual(other.Certificate, package.Signer.Certificate);
        Assert.AreEqual(other.Certificate, package.SignatureOf(Assembly)?.Signer);
        Assert.IsFalse(package.SignatureOf(Assembly)!.HasNested, "The signed file was signed again.");
        Assert.AreEqual(other.Certificate, Authenticode.Read(library.Bin())?.Signer);
    }

    [TestMethod]
    public async Task A_changed_description_signs_again()
    {
        await using var solution = new TestSolution();
        var library = await PackOnceAsync(solution);
        await library.Set("CodeSignDescription", "Greetings, twice").PackSignedAsync("--no-restore");
        var package = solution.Package("Greetings.1.0.0").EnsureSigned(Assembly);
        var text = (await OsslSigncode.VerifyAsync(package.Extract(Assembly, solution.File("extracted.dll")), solution.Roots)).EnsureSuccess().AllOutput;
        StringAssert.Contains(text, "Greetings, twice", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_changed_digest_on_the_command_line_signs_again()
    {
        await using var solution = new TestSolution();
        var library = await PackOnceAsync(solution);
        // Nothing that NuGet knows has changed: it would not pack again.
        await library.PackSignedAsync("--no-restore", "-p:CodeSignHashAlgorithm=SHA512");
        var package = await solution.Package("Greetings.1.0.0").EnsureSigned(Assembly).VerifyAsync();
        Assert.AreEqual("2.16.840.1.101.3.4.2.3", package.SignatureOf(Assembly)!.Digest);
        Assert.AreEqual("2.16.840.1.101.3.4.2.3", package.Signer.DigestAlgorithm.Value);
        Assert.AreEqual(6, solution.Timestamps.Requests);
    }

    [TestMethod]
    public async Task A_changed_source_is_compiled_and_signed()
    {
        await using var solution = new TestSolution();
        var library = await PackOnceAsync(solution);
        var before = Authenticode.Read(library.Bin());
        library.Write("Class.cs", "namespace Greetings { public static class Other { } }\n");
        await library.PackSignedAsync("--no-restore");
        await solution.Package("Greetings.1.0.0").EnsureSigned(Assembly).VerifyAsync();
        Assert.IsNotNull(before);
        CollectionAssert.AreEqual(File.ReadAllBytes(library.Bin()), solution.Package("Greetings.1.0.0").Read(Assembly));
        Assert.AreEqual(6, solution.Timestamps.Requests);
    }

    [TestMethod]
    public async Task A_new_version_of_the_package_is_signed_beside_the_old()
    {
        await using var solution = new TestSolution();
        var library = await PackOnceAsync(solution);
        await library.PackSignedAsync("--no-restore", "-p:PackageVersion=1.1.0");
        solution.EnsureOutput("Greetings.1.0.0.codesign.json", "Greetings.1.0.0.nupkg", "Greetings.1.1.0.codesign.json", "Greetings.1.1.0.nupkg");
        solution.Package("Greetings.1.1.0").EnsureSigned(Assembly);
        // The assembly is the same: only package and manifest needed a signature.
        Assert.AreEqual(5, solution.Timestamps.Requests);
    }

    [TestMethod]
    public async Task Another_output_folder_gets_a_package_too()
    {
        await using var solution = new TestSolution();
        var library = await PackOnceAsync(solution);
        var elsewhere = Path.Combine(solution.Folder, "elsewhere");
        (await solution.DotnetAsync("pack", library.ProjectFile, "-o", elsewhere, "--no-restore")).EnsureSuccess();
        PackageFile.Open(Path.Combine(elsewhere, "Greetings.1.0.0.nupkg")).EnsureSigned(Assembly);
        Assert.IsTrue(File.Exists(Path.Combine(elsewhere, "Greetings.1.0.0.codesign.json")), "The manifest is missing.");
    }

    [TestMethod]
    public async Task A_package_that_was_deleted_or_replaced_is_put_back()
    {
        await using var solution = new TestSolution();
        var library = await PackOnceAsync(solution);
        var file = Path.Combine(solution.Output, "Greetings.1.0.0.nupkg");
        File.Delete(file);
        await library.PackSignedAsync("--no-restore");
        solution.Package("Greetings.1.0.0").EnsureSigned(Assembly);

        File.WriteAllText(file, "Something else");
        await library.PackSignedAsync("--no-restore");
        solution.Package("Greetings.1.0.0").EnsureSigned(Assembly);
        var signature = Path.Combine(solution.Output, "Greetings.1.0.0.codesign.json.p7s");
        File.Delete(signature);
        await library.PackSignedAsync("--no-restore");
        Assert.IsTrue(File.Exists(signature), "The manifest's signature was not put back.");
    }

    [TestMethod]
    public async Task After_a_clean_everything_is_made_again()
    {
        await using var solution = new TestSolution();
        var library = await PackOnceAsync(solution);
        (await solution.DotnetAsync("clean", library.ProjectFile, "-c", "Release")).EnsureSuccess();
        Assert.IsEmpty(Directory.GetDirectories(Path.Combine(library.Folder, "obj"), "codesign", SearchOption.AllDirectories));
        Assert.IsFalse(File.Exists(library.Bin()), "The signed assembly survived.");
        await library.PackSignedAsync("--no-restore");
        await solution.Package("Greetings.1.0.0").EnsureSigned(Assembly).VerifyAsync();
    }

    private static async Task<TestProject> PackOnceAsync(TestSolution solution)
    {
        var library = solution.Add("Greetings");
        await library.PackSignedAsync();
        Assert.AreEqual(3, solution.Timestamps.Requests);
        return library;
    }
}
