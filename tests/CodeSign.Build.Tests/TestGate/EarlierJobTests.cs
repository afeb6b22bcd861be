using CodeSign.Build.Tests.Documentation;
using CodeSign.Testing;

namespace CodeSign.Build.Tests.TestGate;

/// <summary>
/// Results of an earlier job, as docs/tests-gate.md says it: they count with the evidence that a test project leaves which references
/// CodeSign.Build.
/// </summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class EarlierJobTests
{
    private const string Heading = "Tests of an earlier job";
    private const string Sealing = "What can't be detected";

    [TestMethod]
    public async Task Results_of_an_earlier_job_let_just_that_build_be_signed()
    {
        await using var solution = new TestSolution();
        var product = solution.AddProduct("Contoso.Greetings").Set("CodeSignRequireTests", "true");
        solution.AddTests("Contoso.Greetings.Tests", TestKind.XunitOnVSTest, product)
            .Xml(TestGatePageTests.Page.ExamplesIn("xml", Heading).Single().Replace("1.0.0", TestRun.Version, StringComparison.Ordinal));
        string[] pack = ["--no-build", "--no-restore", "-p:CodeSignTestResults=../results/**"];

        // Nobody has said what tests the product.
        (await product.PackAsync()).EnsureError("CSB8050");

        await TestGatePageTests.RunAsync(solution, Heading);
        var manifest = Manifest.Read(Path.Combine(product.Folder, "bin", "Release", "Contoso.Greetings.1.0.0.codesign.json"));
        Assert.AreEqual("exact", (string?)manifest.FileAt("lib/net10.0/Contoso.Greetings.dll")["tested"]!["how"]);
        Assert.AreEqual("Contoso.Greetings.Tests.dll", (string?)manifest["tests/runs/0/testAssembly"]);
        Assert.AreEqual(".NETCoreApp,Version=v10.0", (string?)manifest["tests/runs/0/framework"]);

        // Built anew after the tests, with other content: what was tested is another build.
        product.Write("More.cs", "namespace Contoso.Greetings { public static class More { } }\n");
        (await product.BuildAsync("--no-restore")).EnsureSuccess();
        (await product.PackAsync(pack)).EnsureError("CSB8011");
        solution.EnsureOutput();

        // A count that somebody has mended.
        var trx = Directory.GetFiles(solution.File("results"), "*.trx").Single();
        File.WriteAllText(trx, File.ReadAllText(trx).Replace("passed=\"1\"", "passed=\"2\"", StringComparison.Ordinal));
        (await product.PackAsync(pack)).EnsureError("CSB8006");
        (await product.PackAsync("--no-build", "--no-restore", "-p:CodeSignTestResults=nowhere/**")).EnsureError("CSB8057");
    }

    [TestMethod]
    public async Task Sealed_results_count_as_they_were_sealed()
    {
        await using var solution = new TestSolution();
        using var sealer = TestIdentities.Authority.Issue(new() { Subject = "CN=Tests, O=CodeSign Tests, C=CH" });
        sealer.WritePfx(solution.File("keys/tests.pfx"), solution.Password);
        solution.WriteBytes("keys/tests.cer", sealer.Certificate.RawData);
        var product = solution.AddProduct("Contoso.Greetings");
        solution.AddTests("Contoso.Greetings.Tests", TestKind.MSTestOnVSTest, product).ReferenceCodeSign()
            .Set("CodeSignTrustedRoots", "../keys/roots.pem")
            .Xml(TestGatePageTests.Page.ExamplesIn("xml", Sealing).Single());
        solution.Save();

        await TestGatePageTests.RunAsync(solution, Heading);
        await TestGatePageTests.RunAsync(solution, Sealing);
        var manifest = Manifest.Read(Path.Combine(product.Folder, "bin", "Release", "Contoso.Greetings.1.0.0.codesign.json"));
        Assert.Contains("CN=Tests", (string)manifest["tests/runs/0/sealedBy"]!);

        // The same results with one more, as of a process that was killed while it wrote: nobody has sealed it.
        var results = solution.File("results");
        File.WriteAllText(Path.Combine(results, "more.testevidence.jsonl"), File.ReadAllText(Directory.GetFiles(results, "*.jsonl").First()) + "{");
        Directory.Delete(Path.Combine(product.Folder, "obj", "Release", "net10.0", "codesign"), recursive: true);
        (await product.PackAsync(
            "--no-build", "--no-restore", "-p:CodeSignTestResults=../results/**", "-p:CodeSignTestEvidenceCertificate=../keys/tests.cer"))
            .EnsureError("CSB8017");
        solution.EnsureOutput();
    }
}
