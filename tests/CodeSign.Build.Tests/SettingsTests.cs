using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>The places where people set properties: all count, however late the place is read.</summary>
[TestClass]
public sealed class SettingsTests
{
    [TestMethod]
    [DataRow("Directory.Build.props")]
    [DataRow("Directory.Build.targets")]
    public async Task A_file_for_all_projects(string name)
    {
        await using var solution = new TestSolution();
        solution.Write(name, $"""
            <Project>
              <PropertyGroup>
                <CodeSignKey>../keys/release.pfx</CodeSignKey>
                <CodeSignTimestampServers>{solution.Timestamps.Address}</CodeSignTimestampServers>
                <CodeSignTrustedRoots>../keys/roots.pem</CodeSignTrustedRoots>
                <CodeSignHashAlgorithm>SHA384</CodeSignHashAlgorithm>
                <CodeSignDescription>Greetings &amp; more</CodeSignDescription>
                <CodeSignDescriptionUrl>https://contoso.example/greetings</CodeSignDescriptionUrl>
                <CodeSignBuildOutput>false</CodeSignBuildOutput>
              </PropertyGroup>
            </Project>

            """);
        var library = WithoutSettings(solution);
        await library.PackSignedAsync();

        var package = await solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll").VerifyAsync();
        Assert.AreEqual("2.16.840.1.101.3.4.2.2", package.SignatureOf("lib/net10.0/Greetings.dll")!.Digest);
        Assert.AreEqual("2.16.840.1.101.3.4.2.2", package.Signer.DigestAlgorithm.Value);
        Assert.IsNull(Authenticode.Read(library.Bin()));
        var text = (await OsslSigncode.VerifyAsync(package.Extract("lib/net10.0/Greetings.dll", solution.File("extracted.dll")), solution.Roots)).AllOutput;
        StringAssert.Contains(text, "Greetings & more", StringComparison.Ordinal);
        StringAssert.Contains(text, "https://contoso.example/greetings", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task The_environment()
    {
        await using var solution = new TestSolution();
        using var closed = new ClosedPort();
        solution.Environment["CodeSignKey"] = "../keys/release.pfx";
        solution.Environment["CodeSignTimestampServers"] = $"{closed.Address};{solution.Timestamps.Address}";
        solution.Environment["CodeSignTrustedRoots"] = "../keys/roots.pem";
        (await WithoutSettings(solution).PackAsync()).EnsureSuccess();
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll");
    }

    [TestMethod]
    public async Task The_command_line()
    {
        await using var solution = new TestSolution();
        using var closed = new ClosedPort();
        (await WithoutSettings(solution).PackAsync(
            $"-p:CodeSignKey={solution.File("keys/release.pfx")}",
            $"-p:CodeSignTimestampServers={closed.Address}%3B{solution.Timestamps.Address}",
            "-p:CodeSignTrustedRoots=../keys/roots.pem")).EnsureSuccess();
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll");
    }

    [TestMethod]
    public async Task A_path_with_letters_that_MSBuild_escapes()
    {
        await using var solution = new TestSolution();
        TestIdentities.CodeSigning.WritePfx(solution.File("keys/50% off (v1); it's ours.pfx"), solution.Password);
        await WithoutSettings(solution)
            .Set("CodeSignKey", "../keys/50%25 off (v1)%3B it's ours.pfx")
            .Set("CodeSignTimestampServers", solution.Timestamps.Address.AbsoluteUri)
            .Set("CodeSignTrustedRoots", "../keys/roots.pem").PackSignedAsync();
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll");
    }

    [TestMethod]
    public async Task A_password_in_a_file_and_in_another_variable()
    {
        await using var solution = new TestSolution();
        solution.Environment["CODESIGN_KEY_PASSWORD"] = null;
        solution.WriteSecret("keys/password.txt", solution.Password + "\n");
        var library = solution.Add("Greetings").Set("CodeSignKeyPasswordFile", "../keys/password.txt");
        await library.PackSignedAsync();
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll");

        solution.Environment["CONTOSO_PASSWORD"] = solution.Password;
        library.Set("CodeSignKeyPasswordFile", null).Set("CodeSignKeyPasswordVariable", "CONTOSO_PASSWORD").Set("Version", "1.0.1");
        await library.PackSignedAsync();
        solution.Package("Greetings.1.0.1").EnsureSigned("lib/net10.0/Greetings.dll");
    }

    [TestMethod]
    [DataRow("CodeSignHashAlgorithm", "SHA1")]
    [DataRow("CodeSignExisting", "ignore")]
    [DataRow("CodeSignTimestampConcurrency", "many")]
    [DataRow("CodeSignTimestamp", "perhaps")]
    [DataRow("CodeSignDescriptionUrl", "javascript:alert(1)")]
    public async Task A_value_that_means_nothing_is_an_error(string property, string value)
    {
        await using var solution = new TestSolution();
        var error = (await solution.Add("Greetings").Set(property, value).PackAsync()).EnsureError("CSB0008");
        StringAssert.Contains(error.Text, property, StringComparison.Ordinal);
        StringAssert.Contains(error.Text, value, StringComparison.Ordinal);
        solution.EnsureOutput();
    }

    [TestMethod]
    public async Task A_test_project_that_is_not_there_is_named()
    {
        await using var solution = new TestSolution();
        var result = await solution.Add("Greetings").Items("<CodeSignTestProject Include=\"../Nowhere/Nowhere.csproj\" />").PackAsync();
        Assert.Contains("../Nowhere/Nowhere.csproj", result.EnsureError("CSB8061").Text);
        solution.EnsureOutput();
    }

    [TestMethod]
    public async Task Switched_off_it_does_nothing_and_says_nothing()
    {
        await using var solution = new TestSolution();
        await solution.Add("Greetings").Set("CodeSignEnabled", "\n      off\n    ").PackSignedAsync();
        EnsureNothingSigned(solution);
    }

    [TestMethod]
    public async Task Without_a_key_one_warning_says_that_nothing_is_signed()
    {
        await using var solution = new TestSolution();
        var result = await solution.Add("Greetings").Frameworks("net10.0;netstandard2.0").Set("CodeSignKey", null).PackAsync();
        result.EnsureSuccess("CSB0006");
        EnsureNothingSigned(solution);
    }

    private static void EnsureNothingSigned(TestSolution solution)
    {
        solution.EnsureOutput("Greetings.1.0.0.nupkg");
        var package = solution.Package("Greetings.1.0.0");
        Assert.IsFalse(package.IsSigned);
        Assert.IsTrue(package.PortableExecutables.All(p => package.SignatureOf(p) is null));
        Assert.AreEqual(0, solution.Timestamps.Requests);
    }

    private static TestProject WithoutSettings(TestSolution solution) =>
        solution.AddPlain("Greetings").ReferenceCodeSign();
}
