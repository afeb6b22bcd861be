using System.Text.Json.Nodes;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Reports;

/// <summary>What SARIF 2.1.0 demands of a log, and what code scanning makes of it.</summary>
[TestClass]
public sealed class SarifReportTests
{
    private static readonly string[] Levels = ["error", "warning", "note"];

    [TestMethod]
    public async Task Each_finding_is_a_result_whose_rule_is_its_code()
    {
        await using var folder = new ToolFolder();
        await folder.SignedAssemblyAsync("bin/changed file.dll");
        folder.Flip("bin/changed file.dll", 0x200);
        folder.Assembly("unsigned.dll");
        var result = (await folder.RunAsync(
            "verify", "bin/changed file.dll", "unsigned.dll", "missing.dll", "--trusted-root", "root.pem", "--format", "sarif")).Expect(5);

        var log = JsonNode.Parse(result.Output)!;
        Assert.AreEqual("2.1.0", (string?)log["version"]);
        var run = log["runs"]!.AsArray().Single()!;
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray().Select(rule => (string)rule!["id"]!).ToList();
        CollectionAssert.AllItemsAreUnique(rules);
        foreach (var one in run["results"]!.AsArray())
        {
            Assert.AreEqual((string?)one!["ruleId"], rules[(int)one["ruleIndex"]!]);
            Assert.AreNotEqual("", (string?)one["message"]!["text"]);
            Assert.Contains((string)one["level"]!, Levels);
            Assert.IsNotNull(one["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
        }

        var broken = run["results"]!.AsArray().First(one => (string?)one!["ruleId"] == "ContentDigestMismatch")!;
        Assert.AreEqual("error", (string?)broken["level"]);
        Assert.AreEqual("bin/changed%20file.dll", (string?)broken["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
        var unsigned = run["results"]!.AsArray().First(one => (string?)one!["ruleId"] == "NoSignature")!;
        Assert.AreEqual("error", (string?)unsigned["level"]);
        var invocation = run["invocations"]![0]!;
        Assert.IsFalse((bool)invocation["executionSuccessful"]!);
        Assert.AreEqual("CSB7001", (string?)invocation["toolExecutionNotifications"]![0]!["descriptor"]!["id"]);
    }

    [TestMethod]
    public async Task A_trusted_file_makes_no_error()
    {
        await using var folder = new ToolFolder();
        await folder.SignedAssemblyAsync();
        var result = (await folder.RunAsync("verify", "app.dll", "--trusted-root", "root.pem", "--format", "sarif")).Expect(0);
        Assert.DoesNotContain("\"error\"", result.Output);
    }
}
