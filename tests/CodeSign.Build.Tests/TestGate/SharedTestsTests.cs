namespace CodeSign.Build.Tests.TestGate;

/// <summary>Test projects that several packages of a solution name.</summary>
[TestClass]
public sealed class SharedTestsTests
{
    [TestMethod]
    public async Task Packages_packed_in_parallel_share_one_run_of_their_tests()
    {
        await using var solution = new TestSolution();
        TestProject[] products = [solution.AddProduct("One"), solution.AddProduct("Two"), solution.AddProduct("Three")];
        var tests = solution.AddTests("SharedTests", TestKind.MSTest, products);
        tests.Write("Count.cs", """
            using Microsoft.VisualStudio.TestTools.UnitTesting;
            [TestClass] public class Count
            {
                [TestMethod] public void Counts() => System.IO.File.AppendAllText(System.Environment.GetEnvironmentVariable("GATE_FILE"), "run ");
            }

            """);
        foreach (var product in products)
            product.TestedBy(tests);
        var file = solution.File("runs.txt");
        solution.Environment["GATE_FILE"] = file;

        (await solution.PackAsync(solution.WriteSolution(), "-m:4")).EnsureSuccess();

        Assert.AreEqual("run ", File.ReadAllText(file));
        foreach (var product in products)
        {
            solution.Package($"{product.Name}.1.0.0").EnsureSigned($"lib/net10.0/{product.Name}.dll");
            Assert.AreEqual("exact", (string?)Manifest.Read(solution, $"{product.Name}.1.0.0").Files.Single()["tested"]!["how"]);
        }
    }
}
