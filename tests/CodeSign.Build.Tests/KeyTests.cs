using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>Keys that can't be used, that are of the wrong kind, and that are more than one.</summary>
[TestClass]
public sealed class KeyTests
{
    [TestMethod]
    public async Task A_key_that_does_not_exist_is_an_error() =>
        await EnsureRefusedAsync("CSB1002", (library, _) => library.Set("CodeSignKey", "../keys/nowhere.pfx"));

    [TestMethod]
    public async Task A_wrong_password_is_an_error() =>
        await EnsureRefusedAsync("CSB1004", (library, _) => library.Set("CodeSignKeyPasswordVariable", "HOME"));

    [TestMethod]
    public async Task A_certificate_for_something_else_is_an_error()
    {
        using var certificate = TestIdentities.Authority.IssueTimestamping();
        await EnsureRefusedAsync("CSB1022", (library, solution) =>
        {
            certificate.WritePfx(solution.File("keys/wrong.pfx"), solution.Password);
            library.Set("CodeSignKey", "../keys/wrong.pfx");
        });
    }

    [TestMethod]
    public async Task An_elliptic_curve_key_signs_assemblies_and_needs_another_key_for_packages()
    {
        await using var solution = new TestSolution();
        TestIdentities.CodeSigningEc.WritePfx(solution.File("keys/ec.pfx"), solution.Password);
        var library = solution.Add("Greetings").Set("CodeSignKey", "../keys/ec.pfx");
        var error = (await library.PackAsync()).EnsureError("CSB2111");
        StringAssert.Contains(error.Text, "CodeSignPackageKey", StringComparison.Ordinal);
        solution.EnsureOutput();
        Assert.AreEqual(0, solution.Timestamps.Requests, "The plan should have failed before anything was signed.");

        await library.Set("CodeSignPackageKey", "../keys/release.pfx").PackSignedAsync();
        var package = await solution.Package("Greetings.1.0.0").VerifyAsync();
        Assert.AreEqual(TestIdentities.CodeSigningEc.Certificate, package.SignatureOf("lib/net10.0/Greetings.dll")?.Signer);
        Assert.AreEqual(TestIdentities.CodeSigning.Certificate, package.Signer.Certificate);
    }

    [TestMethod]
    public async Task Packages_may_be_left_unsigned()
    {
        await using var solution = new TestSolution();
        TestIdentities.CodeSigningEc.WritePfx(solution.File("keys/ec.pfx"), solution.Password);
        await solution.Add("Greetings").Set("CodeSignKey", "../keys/ec.pfx").Set("CodeSignPackages", "false").PackSignedAsync();
        var package = solution.Package("Greetings.1.0.0");
        Assert.IsFalse(package.IsSigned);
        Assert.IsTrue(package.SignatureOf("lib/net10.0/Greetings.dll")!.HasTimestamp);
        solution.EnsureOutput("Greetings.1.0.0.codesign.json", "Greetings.1.0.0.nupkg");
    }

    [TestMethod]
    public async Task A_PEM_key_with_its_chain_in_another_file_signs()
    {
        await using var solution = new TestSolution();
        solution.WriteSecret("keys/release.pem", TestIdentities.CodeSigning.EncryptedPkcs8Pem(solution.Password));
        solution.Write("keys/chain.pem", TestIdentities.CodeSigning.ChainPem(includeRoot: true));
        await solution.Add("Greetings").Set("CodeSignKey", "../keys/release.pem").Set("CodeSignCertificate", "../keys/chain.pem").PackSignedAsync();
        await solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll").VerifyAsync();
    }

    [TestMethod]
    public async Task A_root_that_NuGet_does_not_know_is_told()
    {
        await using var solution = new TestSolution();
        using var certificate = TestIdentities.Stranger.Issue();
        certificate.WritePfx(solution.File("keys/stranger.pfx"), solution.Password);
        solution.Write("keys/roots.pem", TestIdentities.Authority.RootPem + TestIdentities.Stranger.RootPem);
        var result = await solution.Add("Greetings").Set("CodeSignKey", "../keys/stranger.pfx").PackAsync();
        StringAssert.Contains(result.EnsureSuccess("CSB2116").Output, "NU3018", StringComparison.Ordinal);
        Assert.IsTrue(solution.Package("Greetings.1.0.0").IsSigned);
    }

    private static async Task EnsureRefusedAsync(string code, Action<TestProject, TestSolution> change)
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings");
        change(library, solution);
        (await library.PackAsync()).EnsureError(code);
        solution.EnsureOutput();
        Assert.IsNull(Authenticode.Read(library.Bin()));
        Assert.AreEqual(0, solution.Timestamps.Requests);
    }
}
