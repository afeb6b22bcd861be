namespace CodeSign.Build.Tests.TestGate;

/// <summary>A product that adds two numbers, and projects that test it, each with one test: <c>Adds</c>.</summary>
internal static class GateProjects
{
    /// <summary>Adds the product.</summary>
    public static TestProject AddProduct(this TestSolution solution, string name = "Calc") => solution.Add(name).Write("Class.cs", Sum(name, "+"));

    /// <summary>Makes the product's sum wrong.</summary>
    public static void Break(this TestProject product) => product.Write("Class.cs", Sum(product.Name, "-"));

    /// <summary>Lets a project's tests decide about the product.</summary>
    public static TestProject TestedBy(this TestProject product, TestProject tests, string attributes = "") =>
        product.Items($"<CodeSignTestProject Include=\"../{tests.Name}/{tests.Name}.csproj\" {attributes} />");

    /// <summary>Adds a project that tests products.</summary>
    /// <param name="solution">The solution.</param>
    /// <param name="name">The project's name.</param>
    /// <param name="kind">Framework and runner.</param>
    /// <param name="products">What it tests.</param>
    public static TestProject AddTests(this TestSolution solution, string name, TestKind kind, params TestProject[] products)
    {
        var tests = solution.AddPlain(name).Set("IsPackable", "false").Set("Version", null);
        foreach (var product in products)
            tests.Reference(product);
        // What the test assembly itself was compiled from is of no interest here.
        tests.Set("EnableNETAnalyzers", "false").Write("Class.cs", Source(kind, products));
        return kind switch
        {
            TestKind.MSTestOnVSTest => tests.Reference("MSTest", "4.5.2"),
            TestKind.MSTest => tests.Reference("MSTest", "4.5.2").Set("EnableMSTestRunner", "true").Set("OutputType", "Exe"),
            TestKind.XunitOnVSTest => tests.Reference("Microsoft.NET.Test.Sdk", "18.10.1").Reference("xunit", "2.9.3").Reference("xunit.runner.visualstudio", "3.1.5"),
            TestKind.Xunit => tests.Reference("xunit.v3", "3.2.0").Set("OutputType", "Exe"),
            TestKind.XunitOnPlatform => tests.Reference("xunit.v3", "3.2.0").Set("OutputType", "Exe").Set("UseMicrosoftTestingPlatformRunner", "true"),
            TestKind.NUnitOnVSTest => tests.Reference("Microsoft.NET.Test.Sdk", "18.10.1").Reference("NUnit", "4.4.0").Reference("NUnit3TestAdapter", "5.2.0"),
            _ => tests.Reference("NUnit", "4.4.0").Reference("NUnit3TestAdapter", "5.2.0").Set("EnableNUnitRunner", "true").Set("OutputType", "Exe"),
        };
    }

    /// <summary>Lets a test project on Microsoft.Testing.Platform write TRX, where its framework does not bring that.</summary>
    public static TestProject WithTrx(this TestProject tests) => tests.Reference("Microsoft.Testing.Extensions.TrxReport", "1.9.1");

    private static string Sum(string name, string sign) =>
        $"namespace {name} {{ public static class Class {{ public static int Add(int a, int b) => a {sign} b; }} }}\n";

    private static string Source(TestKind kind, TestProject[] products)
    {
        var sum = string.Join(" + ", products.Select(product => $"{product.Name}.Class.Add(1, 2)").DefaultIfEmpty("0"));
        var expected = 3 * products.Length;
        return kind switch
        {
            TestKind.MSTestOnVSTest or TestKind.MSTest => $$"""
                using Microsoft.VisualStudio.TestTools.UnitTesting;
                [TestClass] public class Sums { [TestMethod] public void Adds() => Assert.AreEqual({{expected}}, {{sum}}); }

                """,
            TestKind.NUnit or TestKind.NUnitOnVSTest => $$"""
                using NUnit.Framework;
                public class Sums { [Test] public void Adds() => Assert.That({{sum}}, Is.EqualTo({{expected}})); }

                """,
            _ => $$"""
                using Xunit;
                public class Sums { [Fact] public void Adds() => Assert.Equal({{expected}}, {{sum}}); }

                """,
        };
    }
}
