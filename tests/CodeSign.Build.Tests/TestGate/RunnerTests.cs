namespace CodeSign.Build.Tests.TestGate;

/// <summary>Every framework on every runner: the pack runs its tests, and they decide.</summary>
[TestClass]
public sealed class RunnerTests
{
    [TestMethod]
    public async Task Tests_of_every_framework_on_every_runner_decide_whether_a_package_is_signed()
    {
        await using var solution = new TestSolution();
        var product = solution.AddProduct().Set("CodeSignRequireTests", "exact").Set("Version", "1.0-beta");
        var helper = solution.AddPlain("Helper");
        foreach (var kind in Enum.GetValues<TestKind>())
        {
            var tests = solution.AddTests($"{kind}Tests", kind, product).Reference(helper);
            product.TestedBy(kind == TestKind.NUnit ? tests.WithTrx() : tests);
        }

        // Nothing but the product is restored. Its own assets stay as they are.
        (await solution.DotnetAsync("restore", product.ProjectFile)).EnsureSuccess();
        var assets = FileSnapshot.Take(Path.Combine(product.Folder, "obj", "project.assets.json"));
        (await product.PackAsync("--no-restore")).EnsureSuccess();
        assets.EnsureUnchanged("To restore test projects changed the product's assets.");
        solution.Package("Calc.1.0.0-beta").EnsureSigned("lib/net10.0/Calc.dll");
        EnsureTested(Manifest.Read(solution, "Calc.1.0.0-beta"));

        // Unchanged: no test runs, and no key is opened.
        solution.Environment["CODESIGN_KEY_PASSWORD"] = null;
        var again = (await product.PackAsync("--no-restore", "-v:detailed")).EnsureSuccess();
        Assert.AreEqual(1, again.Executions("FindPackAssemblies"));
        Assert.AreEqual(0, again.Executions("JudgeTests") + again.Executions("RunTests"));

        product.Break();
        var failed = await product.PackAsync("--no-restore");
        Assert.IsFalse(failed.Succeeded);
        CollectionAssert.AreEqual(Enumerable.Repeat("CSB8003", Enum.GetValues<TestKind>().Length).ToArray(), failed.Errors.ToArray(), failed.ToString());
        Assert.IsTrue(failed.Diagnostics.All(diagnostic => diagnostic.Text.Contains("Adds", StringComparison.Ordinal)), failed.ToString());
        // Not even the package of before is left to be pushed.
        solution.EnsureOutput();
    }

    private static void EnsureTested(Manifest manifest)
    {
        Assert.AreEqual("exact", (string?)manifest.FileAt("lib/net10.0/Calc.dll")["tested"]!["how"]);
        var runs = manifest["tests/runs"]!.AsArray();
        CollectionAssert.AreEqual(
            Enum.GetNames<TestKind>().Select(kind => $"{kind}Tests.dll").Order(StringComparer.Ordinal).ToArray(),
            runs.Select(run => (string?)run!["testAssembly"]).Order(StringComparer.Ordinal).ToArray());
        Assert.IsTrue(runs.All(run => (int?)run!["passed"] == 1 && (int?)run["total"] == 1));
    }
}
