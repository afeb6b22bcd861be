using System.Xml.Linq;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Commands;

[TestClass]
public sealed class PolicyNuGetTests
{
    private const string Author = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Repository = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private const string Index = "https://packages.example/v3/index.json";

    private static readonly string Policy = $$"""
        { "schemaVersion": 1, "rules": [ { "name": "all", "packages": ["*"], "signers": [
          { "name": "Contoso", "as": "author", "certificate": "{{Author}}" },
          { "name": "Feed", "as": "repository", "certificate": "{{Repository}}", "owners": ["contoso"] },
          { "name": "Fabrikam", "root": "{{Author}}" } ] } ] }
        """;

    [TestMethod]
    public async Task Signers_that_NuGet_can_know_are_listed_and_the_others_told()
    {
        await using var folder = new ToolFolder();
        folder.Write("policy.json", Policy);
        var result = (await folder.RunAsync("policy", "nuget", "--policy", "policy.json", "--service-index", Index)).Expect(0);
        var signers = XDocument.Parse(result.Output).Root!.Element("trustedSigners")!;
        Assert.AreEqual(Author.ToUpperInvariant(), signers.Element("author")!.Element("certificate")!.Attribute("fingerprint")!.Value);
        Assert.AreEqual(Index, signers.Element("repository")!.Attribute("serviceIndex")!.Value);
        Assert.AreEqual("contoso", signers.Element("repository")!.Element("owners")!.Value);
        Assert.Contains("Fabrikam is known by root, key or subject", result.Error);
    }

    [TestMethod]
    public async Task Without_its_service_index_a_repository_is_left_out_and_told()
    {
        await using var folder = new ToolFolder();
        folder.Write("policy.json", Policy);
        var result = (await folder.RunAsync("policy", "nuget", "--policy", "policy.json")).Expect(0);
        Assert.DoesNotContain("<repository", result.Output);
        Assert.Contains("Feed is a repository", result.Error);
    }
}
