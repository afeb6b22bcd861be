using System.Text.RegularExpressions;

namespace CodeSign.Build.Tests.TestGate;

/// <summary>Results of an earlier job: they count with the evidence that a test project leaves which references CodeSign.Build.</summary>
[TestClass]
public sealed partial class EarlierJobTests
{
    [TestMethod]
    public async Task Results_of_an_earlier_job_let_just_that_build_be_signed()
    {
        await using var solution = new TestSolution();
        var product = solution.AddProduct().Set("CodeSignRequireTests", "true");
        var tests = solution.AddTests("CalcTests", TestKind.XunitOnVSTest, product).ReferenceCodeSign();
        var results = Path.Combine(solution.Folder, "results");
        string[] pack = ["--no-build", "--no-restore", $"-p:CodeSignTestResults={results}/**"];

        // Nobody has said what tests the product.
        (await product.PackAsync()).EnsureError("CSB8050");

        (await tests.BuildAsync()).EnsureSuccess();
        await TestAsync(solution, tests, results);
        (await product.PackAsync(pack)).EnsureSuccess();
        solution.Package("Calc.1.0.0").EnsureSigned("lib/net10.0/Calc.dll");
        Assert.AreEqual("CalcTests.dll", (string?)Manifest.Read(solution, "Calc.1.0.0")["tests/runs/0/testAssembly"]);

        // Built anew after the tests, with other content: what was tested is another build.
        product.Write("More.cs", "namespace Calc { public static class More { } }\n");
        (await product.BuildAsync("--no-restore")).EnsureSuccess();
        (await product.PackAsync(pack)).EnsureError("CSB8011");
        solution.EnsureOutput();

        // A failure that somebody has taken out of the list of results alone.
        (await tests.BuildAsync("--no-restore")).EnsureSuccess();
        Directory.Delete(results, recursive: true);
        await TestAsync(solution, tests, results);
        var trx = Directory.GetFiles(results, "*.trx").Single();
        File.WriteAllText(trx, Passed().Replace(File.ReadAllText(trx), "passed=\"0\" failed=\"1\"", 1));
        Assert.IsFalse((await product.PackAsync(pack)).Succeeded, "Edited results were taken.");
        (await product.PackAsync("--no-build", "--no-restore", "-p:CodeSignTestResults=nowhere/**")).EnsureError("CSB8057");
    }

    private static async Task TestAsync(TestSolution solution, TestProject tests, string results)
    {
        solution.Environment["CODESIGN_TEST_EVIDENCE"] = results;
        (await solution.DotnetAsync(
            "test", tests.ProjectFile, "-c", "Release", "--no-build", "--logger", "trx", "--results-directory", results)).EnsureSuccess();
        solution.Environment.Remove("CODESIGN_TEST_EVIDENCE");
    }

    [GeneratedRegex("passed=\"1\" failed=\"0\"")]
    private static partial Regex Passed();
}
