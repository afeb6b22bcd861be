using CodeSign.Build.Tests.TestGate;

namespace CodeSign.Build.Tests.Documentation;

/// <summary>Runs the examples of docs/tests-gate.md; those about an earlier job are run by the tests of such results.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class TestGatePageTests
{
    /// <summary>The page.</summary>
    internal static MarkdownPage Page => MarkdownPage.Read("docs", "tests-gate.md");

    [TestMethod]
    public async Task One_command_tests_and_signs_outputs_and_another_a_package()
    {
        await using var solution = new TestSolution();
        var product = solution.AddProduct("Contoso.Greetings").Set("CodeSignAfterTest", "true")
            .Xml(Page.ExamplesIn("xml", "Tests that the pack runs").Single())
            .Xml(Page.ExamplesIn("xml", "What counts").Single());
        solution.AddTests("Contoso.Greetings.Tests", TestKind.MSTest, product);
        solution.Save();

        await RunAsync(solution, "Signed without a pack");
        Assert.IsNotNull(Authenticode.Read(product.Bin()));
        await RunAsync(solution, "Tests that the pack runs");
        var manifest = Manifest.Read(Path.Combine(product.Folder, "bin", "Release", "Contoso.Greetings.1.0.0.codesign.json"));
        Assert.AreEqual("exact", (string?)manifest.FileAt("lib/net10.0/Contoso.Greetings.dll")["tested"]!["how"]);
    }

    /// <summary>Runs the commands under a heading, in the solution's folder.</summary>
    internal static async Task RunAsync(TestSolution solution, string heading)
    {
        foreach (var command in Page.ExamplesIn("console", heading).SelectMany(MarkdownExample.Commands))
            await Shell.RunAsync(solution, solution.Folder, command);
    }
}
