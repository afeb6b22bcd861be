using System.Text.Json.Nodes;
using CodeSign.Testing;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Commands;

[TestClass]
public sealed class CertificateCheckTests
{
    [TestMethod]
    public async Task A_key_that_may_sign_is_fit_and_its_certificate_is_shown()
    {
        await using var folder = new ToolFolder();
        var result = (await folder.RunAsync("certificate", "check", "--key", "key.pem", "--trusted-root", "root.pem")).Expect(0);
        Assert.StartsWith("fit        key.pem", result.Output);
        Assert.Contains("RSA 2048", result.Output);
        Assert.Contains("code signing", result.Output);
        Assert.Contains("trusted here", result.Output);
        Assert.Contains("NuGet accepts this certificate", result.Output);
    }

    [TestMethod]
    public async Task An_elliptic_curve_key_is_fit_but_not_for_packages()
    {
        await using var folder = new ToolFolder();
        TestIdentities.CodeSigningEc.WritePem(folder.File("ec.pem"));
        var result = (await folder.RunAsync("certificate", "check", "--key", "ec.pem", "--trusted-root", "root.pem")).Expect(0);
        Assert.Contains("NuGet refuses this certificate", result.Output);
    }

    [TestMethod]
    public async Task An_expired_certificate_is_refused_with_the_code_of_the_build()
    {
        await using var folder = new ToolFolder();
        using var expired = TestIdentities.Authority.Issue(
            new() { NotBefore = DateTimeOffset.UtcNow.AddYears(-2), NotAfter = DateTimeOffset.UtcNow.AddYears(-1) });
        expired.WritePem(folder.File("old.pem"));
        var result = (await folder.RunAsync("certificate", "check", "--key", "old.pem", "--trusted-root", "root.pem")).Expect(4);
        Assert.StartsWith("refused    old.pem", result.Output);
        Assert.Contains("CSB1020", result.Output);
    }

    [TestMethod]
    public async Task A_key_that_cannot_be_opened_is_a_failure_and_no_verdict()
    {
        await using var folder = new ToolFolder();
        Assert.Contains("CSB1002", (await folder.RunAsync("certificate", "check", "--key", "missing.pem")).Expect(1).Error);
    }

    [TestMethod]
    public async Task The_same_is_there_as_JSON()
    {
        await using var folder = new ToolFolder();
        var result = (
            await folder.RunAsync("certificate", "check", "--key", "key.pem", "--trusted-root", "root.pem", "--format", "json")).Expect(0);
        var json = JsonNode.Parse(result.Output)!;
        Assert.IsTrue((bool)json["fit"]!);
        Assert.IsTrue((bool)json["rootTrusted"]!);
        Assert.HasCount(3, json["chain"]!.AsArray());
    }
}
