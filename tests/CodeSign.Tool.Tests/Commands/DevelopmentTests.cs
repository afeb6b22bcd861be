using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Commands;

[TestClass]
public sealed class DevelopmentTests
{
    [TestMethod]
    public async Task An_identity_is_made_shown_trusted_by_a_bundle_and_removed()
    {
        await using var folder = new ToolFolder();
        (await folder.RunAsync("dev", "show")).Expect(1);
        Assert.Contains("DEVELOPMENT ONLY", (await folder.RunAsync("dev", "create")).Expect(0).Output);
        var shown = (await folder.RunAsync("dev", "show")).Expect(0);

        var before = folder.Write("bundle.pem", "# my roots\n" + File.ReadAllText(folder.File("root.pem")));
        Assert.StartsWith("trusted", (await folder.RunAsync("dev", "trust", "--bundle", before)).Expect(0).Output);
        Assert.StartsWith("unchanged", (await folder.RunAsync("dev", "trust", "--bundle", before)).Expect(0).Output);
        (await folder.RunAsync("sign", folder.Assembly(), "--key", "dev:")).Expect(0);
        (await folder.RunAsync("verify", "app.dll", "--trusted-root", "bundle.pem", "--only-given-roots")).Expect(0);

        (await folder.RunAsync("dev", "remove", "--bundle", before)).Expect(0);
        Assert.AreEqual("# my roots\n" + File.ReadAllText(folder.File("root.pem")), File.ReadAllText(folder.File("bundle.pem")));
        (await folder.RunAsync("dev", "show")).Expect(1);
        (await folder.RunAsync("dev", "create")).Expect(0);
        Assert.AreNotEqual(shown.Output, (await folder.RunAsync("dev", "show")).Expect(0).Output);
    }

    [TestMethod]
    public async Task Trust_needs_a_place()
    {
        await using var folder = new ToolFolder();
        (await folder.RunAsync("dev", "create")).Expect(0);
        (await folder.RunAsync("dev", "trust")).Expect(2);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task Linux_has_no_store_to_be_trusted_in()
    {
        await using var folder = new ToolFolder();
        (await folder.RunAsync("dev", "create")).Expect(0);
        (await folder.RunAsync("dev", "trust", "--current-user")).Expect(2);
    }

    [TestMethod]
    public async Task In_continuous_integration_the_identity_signs_only_when_allowed()
    {
        await using var folder = new ToolFolder();
        folder.Environment["CI"] = "true";
        (await folder.RunAsync("sign", folder.Assembly(), "--key", "dev:")).Expect(1);
        (await folder.RunAsync("sign", "app.dll", "--key", "dev:", "--allow-development-key")).Expect(0);
    }
}
