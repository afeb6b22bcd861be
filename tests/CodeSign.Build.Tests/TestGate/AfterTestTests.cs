using CodeSign.Testing;

namespace CodeSign.Build.Tests.TestGate;

/// <summary><c>CodeSignAfterTest</c>: outputs are signed after tests, without a pack.</summary>
[TestClass]
public sealed class AfterTestTests
{
    [TestMethod]
    public async Task The_outputs_are_signed_once_their_tests_have_passed_and_a_pack_signs_nothing_more()
    {
        await using var solution = new TestSolution();
        var product = solution.AddProduct().Set("CodeSignAfterTest", "true");
        product.TestedBy(solution.AddTests("CalcTests", TestKind.MSTest, product));
        product.Break();
        Assert.Contains("CSB8003", (await product.BuildAsync("-t:Test")).Errors);
        Assert.IsNull(Authenticode.Read(product.Bin()));

        product.Write("Class.cs", "namespace Calc { public static class Class { public static int Add(int a, int b) => a + b; } }\n");
        (await product.BuildAsync("-t:Test")).EnsureSuccess();
        Assert.AreEqual(TestIdentities.CodeSigning.Certificate, Authenticode.Read(product.Bin())?.Signer);
        Assert.AreEqual(TestIdentities.CodeSigning.Certificate, Authenticode.Read(product.Obj())?.Signer);
        solution.EnsureOutput();

        // The same gate lets the signed assembly into a package.
        await product.PackSignedAsync("--no-restore");
        Assert.IsFalse(solution.Package("Calc.1.0.0").SignatureOf("lib/net10.0/Calc.dll")!.HasNested);
    }

    [TestMethod]
    public async Task Tests_by_VSTest_lead_to_signed_outputs_and_those_on_the_platform_to_a_warning()
    {
        await using var solution = new TestSolution();
        var product = solution.AddProduct().Set("CodeSignAfterTest", "true");
        product.TestedBy(solution.AddTests("CalcTests", TestKind.MSTestOnVSTest, product));
        (await solution.DotnetAsync("test", product.ProjectFile, "-c", "Release")).EnsureSuccess();
        Assert.AreEqual(TestIdentities.CodeSigning.Certificate, Authenticode.Read(product.Bin())?.Signer);

        solution.Write("global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");
        (await solution.DotnetAsync("test", "--project", product.ProjectFile, "-c", "Release", "--no-restore")).EnsureWarning("CSB8060");
    }
}
