namespace CodeSign.Build.Tests;

/// <summary>The development identity <c>dev:</c>, with which a fresh machine signs without a key and without network.</summary>
[TestClass]
public sealed class DevelopmentKeyTests
{
    [TestMethod]
    public async Task A_fresh_machine_signs_without_network_and_is_told_what_that_is_worth()
    {
        await using var solution = new TestSolution();
        var library = Library(solution);
        var result = await library.PackAsync();
        Assert.IsTrue(result.Succeeded, result.ToString());
        result.EnsureWarning("CSB1502");
        var package = solution.Package("Greetings.1.0.0");
        Assert.IsTrue(package.IsSigned);
        Assert.IsTrue(package.SignatureOf("lib/net10.0/Greetings.dll")!.HasTimestamp);
        Assert.IsTrue((bool)Manifest.Read(solution, "Greetings.1.0.0")["development"]!);
        Assert.AreEqual(0, solution.Timestamps.Requests);
    }

    [TestMethod]
    public async Task A_warning_that_the_build_takes_for_an_error_leaves_no_package_and_fails_the_next_build_too()
    {
        await using var solution = new TestSolution();
        var library = Library(solution);
        library.Set("WarningsAsErrors", "$(WarningsAsErrors);CSB1502");
        (await library.PackAsync()).EnsureError("CSB1502");
        (await library.PackAsync("--no-restore")).EnsureError("CSB1502");
        solution.EnsureOutput();
        library.EnsureNoPackageLeft();
    }

    [TestMethod]
    public async Task The_identity_is_kept_for_its_owner_alone()
    {
        await using var solution = new TestSolution();
        var library = Library(solution);
        Assert.IsTrue((await library.PackAsync()).Succeeded);
        var first = solution.Package("Greetings.1.0.0").Signer.Certificate;
        if (!OperatingSystem.IsWindows())
        {
            var files = Directory.EnumerateFiles(solution.Home, "*", SearchOption.AllDirectories)
                .Where(f => Path.GetRelativePath(solution.Home, f).Contains("codesign", StringComparison.OrdinalIgnoreCase)).ToList();
            Assert.IsNotEmpty(files);
            foreach (var file in files)
                Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file), file);
        }

        library.Set("Version", "1.0.1");
        Assert.IsTrue((await library.PackAsync("--no-restore")).Succeeded);
        Assert.AreEqual(first, solution.Package("Greetings.1.0.1").Signer.Certificate);
    }

    [TestMethod]
    public async Task A_pack_with_nothing_changed_opens_no_key()
    {
        await using var solution = new TestSolution();
        var library = Library(solution);
        (await library.PackAsync()).EnsureSuccess("CSB1502");
        var before = FileSnapshot.Take(solution.Output, library.Folder);
        await library.PackSignedAsync("--no-restore");
        before.EnsureUnchanged("The first use of the identity made the second pack sign again.");
    }

    [TestMethod]
    public async Task What_an_earlier_identity_signed_is_signed_again_by_its_successor()
    {
        await using var solution = new TestSolution();
        var library = Library(solution);
        (await library.PackAsync()).EnsureSuccess("CSB1502");
        var old = solution.Package("Greetings.1.0.0").Signer.Certificate;

        // As when it expires: another project is the first to need a new one.
        Directory.Delete(Directory.GetDirectories(solution.Home, "development", SearchOption.AllDirectories).Single(), recursive: true);
        (await Library(solution, "Other").PackAsync()).EnsureSuccess("CSB1502");
        var successor = solution.Package("Other.1.0.0").Signer.Certificate;
        Assert.AreNotEqual(old, successor);

        (await library.PackAsync("--no-restore")).EnsureSuccess("CSB1502");
        var package = solution.Package("Greetings.1.0.0");
        Assert.AreEqual(successor, package.Signer.Certificate);
        Assert.AreEqual(successor, package.SignatureOf("lib/net10.0/Greetings.dll")?.Signer);
        Assert.IsFalse(package.SignatureOf("lib/net10.0/Greetings.dll")!.HasNested, "The signed file was signed again.");
        Assert.AreEqual(successor, Authenticode.Read(library.Bin())?.Signer);
    }

    [TestMethod]
    public async Task Projects_that_need_it_at_the_same_moment_get_the_same()
    {
        await using var solution = new TestSolution();
        List<TestProject> projects = [Library(solution, "One"), Library(solution, "Two"), Library(solution, "Three")];
        var result = await solution.PackAsync(solution.WriteSolution(), "-m:3");
        Assert.IsTrue(result.Succeeded, result.ToString());
        var signers = projects.Select(p => solution.Package($"{p.Name}.1.0.0").Signer.Certificate!.Thumbprint);
        Assert.HasCount(1, signers.Distinct());
    }

    [TestMethod]
    public async Task In_CI_it_is_an_error_unless_it_is_allowed()
    {
        await using var solution = new TestSolution();
        solution.Environment["CI"] = "true";
        var library = Library(solution);
        (await library.PackAsync()).EnsureError("CSB1503");
        solution.EnsureOutput();
        var allowed = await library.Set("CodeSignAllowDevelopmentKey", "true").PackAsync("--no-restore");
        Assert.IsTrue(allowed.Succeeded, allowed.ToString());
        allowed.EnsureWarning("CSB1502");
    }

    private static TestProject Library(TestSolution solution, string name = "Greetings") => solution.AddPlain(name)
        .ReferenceCodeSign().Set("CodeSignKey", "dev:");
}
