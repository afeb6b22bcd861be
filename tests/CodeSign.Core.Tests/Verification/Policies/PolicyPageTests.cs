using System.Text;
using System.Text.RegularExpressions;
using CodeSign.Diagnostics;
using CodeSign.Testing;
using CodeSign.Verification.Policies;

namespace CodeSign.Core.Tests.Verification.Policies;

/// <summary>What docs/policy.md shows is so.</summary>
[TestClass]
public sealed partial class PolicyPageTests
{
    private static readonly string Page = File.ReadAllText(SourceTree.PathOf("docs", "policy.md"));

    [TestMethod]
    public void Every_example_is_a_policy()
    {
        var examples = Blocks("json").ToList();
        Assert.HasCount(2, examples);
        examples.ForEach(example => Parse(example));
    }

    [TestMethod]
    public async Task The_example_accepts_genuine_packages_of_nuget_org_and_refuses_them_in_anothers_name()
    {
        var policy = Parse(Blocks("json").First());
        var packages = NuGetCache.Packages().Take(3).ToList();
        Assert.IsNotEmpty(packages);
        foreach (var package in packages)
        {
            var options = InstalledSdk.Options with { Policy = policy };
            var result = await Verifying.Verifier.VerifyAsync(package, options, CancellationToken.None);
            Assert.IsTrue(result.IsAccepted, Verifying.Describe(result));
            Assert.AreEqual("everything else from nuget.org", result.Policy!.Rule);

            var item = new PolicyItem { Path = package, PackageId = "Contoso.Library" };
            var posing = await Verifying.Verifier.VerifyAsync(package, options with { Item = item }, CancellationToken.None);
            Assert.IsFalse(posing.IsAccepted);
            Assert.AreEqual("our packages", posing.Policy!.Rule);
        }
    }

    [TestMethod]
    public async Task The_example_treats_files_as_its_rules_say()
    {
        var options = Verifying.Options with { Policy = Parse(Blocks("json").First()) };
        var text = await Verifying.VerifyAsync("text"u8.ToArray(), options with { Item = new() { Path = "a/readme.md" } });
        Assert.IsTrue(text.IsAccepted);
        var program = await Verifying.VerifyAsync(Samples.UnsignedImage, options with { Item = new() { Path = "a/program.exe" } });
        Assert.IsFalse(program.IsAccepted);
        Assert.AreEqual("programs", program.Policy!.Rule);
    }

    [TestMethod]
    public void The_mistake_is_told_as_the_page_says()
    {
        var json = "{\n\"schemaVersion\": 1, \"rules\": [\n{ \"name\": \"a\", \"files\": [\"**\"],\n\"singers\": [] }] }";
        var failure = Assert.ThrowsExactly<CodeSignException>(() => Parse(json));
        Assert.StartsWith(Blocks("text").Single().Trim(), failure.Diagnostic.Cause);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task The_commands_give_the_fingerprints_of_certificate_and_key()
    {
        using var folder = new TemporaryFolder();
        var signer = TestIdentities.CodeSigningEc;
        folder.Write("certificate.pem", signer.Certificate.ExportCertificatePem());
        var marks = new List<string>();
        foreach (var command in Blocks("console").Single().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var result = await Run.ProcessAsync("sh", ["-c", command.TrimStart('$')], new() { WorkingDirectory = folder.Path });
            marks.Add(result.EnsureSuccess().Output.Split(' ')[0]);
        }

        var image = await Samples.SignImageAsync(signer);
        var rule = new PolicyRule { Name = "both", Files = ["**"], Signers = [new() { Certificate = marks[0], Key = marks[1] }] };
        var options = Verifying.Options with { Policy = new() { SchemaVersion = 1, Rules = [rule] }, Item = new() { Path = "a.dll" } };
        Assert.IsTrue((await Verifying.VerifyAsync(image.File, options)).IsAccepted);
    }

    private static VerificationPolicy Parse(string json) => VerificationPolicyFile.Parse(Encoding.UTF8.GetBytes(json), "policy.json");

    private static IEnumerable<string> Blocks(string language) =>
        Block().Matches(Page).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    [GeneratedRegex("```([a-z]+)\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
