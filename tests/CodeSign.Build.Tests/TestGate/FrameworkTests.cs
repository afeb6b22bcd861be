namespace CodeSign.Build.Tests.TestGate;

/// <summary>What is shipped for frameworks that no test runs on is untested, and must be called so.</summary>
[TestClass]
public sealed class FrameworkTests
{
    private static readonly string[] Untested =
        ["lib/netstandard2.0/Calc.dll", "lib/net10.0/de/Calc.resources.dll", "lib/netstandard2.0/de/Calc.resources.dll"];

    [TestMethod]
    public async Task An_assembly_for_a_framework_that_is_not_tested_needs_a_reason_that_the_manifest_repeats()
    {
        await using var solution = new TestSolution();
        var product = solution.AddProduct().Frameworks("net10.0;netstandard2.0").Translate("de");
        product.TestedBy(solution.AddTests("CalcTests", TestKind.MSTest, product));

        var refused = await product.PackAsync();
        Assert.IsFalse(refused.Succeeded, refused.ToString());
        CollectionAssert.AreEquivalent(
            Untested,
            refused.Diagnostics.Where(d => d.IsError).Select(d => d.Text.Split(' ')[0]).ToArray(),
            refused.ToString());
        solution.EnsureOutput();

        product.Items("""<CodeSignUntested Include="Old" Pattern="lib/netstandard2.0/**" Reason="From the same source" />""")
            .Items("""<CodeSignUntested Include="Satellites" Pattern="*.resources.dll" Reason="Texts only" />""");
        (await product.PackAsync("--no-build", "--no-restore")).EnsureSuccess();
        var manifest = Manifest.Read(solution, "Calc.1.0.0");
        Assert.AreEqual("exact", (string?)manifest.FileAt("lib/net10.0/Calc.dll")["tested"]!["how"]);
        Assert.AreEqual("untested", (string?)manifest.FileAt("lib/netstandard2.0/Calc.dll")["tested"]!["how"]);
        Assert.AreEqual("From the same source", (string?)manifest.FileAt("lib/netstandard2.0/Calc.dll")["tested"]!["reason"]);
        Assert.AreEqual("Texts only", (string?)manifest.FileAt("lib/net10.0/de/Calc.resources.dll")["tested"]!["reason"]);
    }
}
