namespace CodeSign.Build.Tests.TestGate;

/// <summary>
/// A product and its tests on both runners, built once for many packs of it: what the tests do is told by the environment. One pack runs at a
/// time.
/// </summary>
internal sealed class SmallGate : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    private SmallGate(TestSolution solution, TestProject product)
    {
        Solution = solution;
        Product = product;
    }

    /// <summary>The solution.</summary>
    public TestSolution Solution { get; }

    /// <summary>The product.</summary>
    public TestProject Product { get; }

    /// <summary>Makes and builds it.</summary>
    /// <param name="kind">The framework and runner of the tests.</param>
    /// <param name="change">What is special about the test project.</param>
    public static async Task<SmallGate> BuildAsync(TestKind kind, Action<TestProject>? change = null)
    {
        var solution = new TestSolution();
        solution.Environment["GATE_FOLDER"] = solution.Folder;
        var product = solution.AddProduct();
        var tests = solution.AddTests("CalcTests", kind, product);
        tests.Write("Class.cs", """
            using System;
            using System.IO;
            using System.Threading;
            using Microsoft.VisualStudio.TestTools.UnitTesting;

            [TestClass]
            public class Sums
            {
                [TestMethod]
                public void Adds()
                {
                    Assert.AreEqual(3, Calc.Class.Add(1, 2));
                    switch (Environment.GetEnvironmentVariable("GATE"))
                    {
                        case "crash": Environment.FailFast("The test host is to crash."); break;
                        case "crash at the end": AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.FailFast("The test host is to crash."); break;
                        case "hang": File.Open(Path.Combine(Folder, "hanging.txt"), FileMode.Create, FileAccess.ReadWrite, FileShare.None); Thread.Sleep(Timeout.Infinite); break;
                        case "tell": File.WriteAllLines(Path.Combine(Folder, "variables.txt"), Names()); break;
                    }
                }

                private static string Folder => Environment.GetEnvironmentVariable("GATE_FOLDER");

                private static System.Collections.Generic.IEnumerable<string> Names()
                {
                    foreach (string name in Environment.GetEnvironmentVariables().Keys)
                        yield return name;
                }
            }

            """);
        change?.Invoke(tests);
        product.TestedBy(tests);
        (await solution.DotnetAsync("restore", tests.ProjectFile)).EnsureSuccess();
        (await tests.BuildAsync("--no-restore")).EnsureSuccess();
        return new SmallGate(solution, product);
    }

    /// <summary>Packs what was built; gives what the pack said, and the manifest, where there is a package.</summary>
    /// <param name="environment">More of the environment.</param>
    /// <param name="arguments">More arguments.</param>
    public async Task<(BuildResult Result, Manifest? Manifest)> PackAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await _one.WaitAsync();
        try
        {
            Forget();
            foreach (var (name, value) in environment)
                Solution.Environment[name] = value;
            var result = await Product.PackAsync(["--no-build", "--no-restore", .. arguments]);
            return (result, File.Exists(Path.Combine(Solution.Output, "Calc.1.0.0.nupkg")) ? Manifest.Read(Solution, "Calc.1.0.0") : null);
        }
        finally
        {
            foreach (var name in environment.Keys)
                Solution.Environment.Remove(name);
            _one.Release();
        }
    }

    /// <summary>Packs what was built.</summary>
    public Task<(BuildResult Result, Manifest? Manifest)> PackAsync(params string[] arguments) => PackAsync(new Dictionary<string, string>(), arguments);

    /// <summary>Packs where that must fail without a package; gives the one error.</summary>
    /// <param name="doing">What the test does, or nothing.</param>
    /// <param name="arguments">More arguments.</param>
    public async Task<BuildDiagnostic> RefuseAsync(string? doing, params string[] arguments)
    {
        var environment = new Dictionary<string, string>();
        if (doing is not null)
            environment["GATE"] = doing;
        var (result, manifest) = await PackAsync(environment, arguments);
        Assert.IsFalse(result.Succeeded, result.ToString());
        Assert.IsNull(manifest, "There is a package.");
        Assert.HasCount(1, result.Errors, result.ToString());
        return result.Diagnostics.Single(diagnostic => diagnostic.IsError);
    }

    /// <summary>How the product was tested, by the manifest of a pack that must succeed.</summary>
    /// <param name="arguments">More arguments of the pack.</param>
    public async Task<string?> TestedAsync(params string[] arguments)
    {
        var (result, manifest) = await PackAsync(arguments);
        result.EnsureSuccess();
        return (string?)manifest!.FileAt("lib/net10.0/Calc.dll")["tested"]!["how"];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _one.Dispose();
        return Solution.DisposeAsync();
    }

    // Each pack is the first one.
    private void Forget()
    {
        foreach (var folder in new[] { Solution.Output, Path.Combine(Product.Folder, "obj", "Release", "net10.0", "codesign") }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }
}
