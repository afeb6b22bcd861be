namespace CodeSign.Build.Tests.TestGate;

/// <summary>The gate of a publish.</summary>
[TestClass]
public sealed class PublishGateTests
{
    [TestMethod]
    public async Task A_program_is_published_signed_once_its_tests_have_passed()
    {
        await using var solution = new TestSolution();
        var library = solution.AddPlain("Calc").Write("Class.cs", "namespace Calc { public static class Class { public static int Add(int a, int b) => a - b; } }\n");
        var program = solution.Add("Program").Set("OutputType", "Exe").Reference(library)
            .Write("Class.cs", "System.Console.WriteLine(Calc.Class.Add(1, 2));\n");
        var tests = solution.AddTests("CalcTests", TestKind.MSTest, library);
        program.TestedBy(tests)
            .Items("""<CodeSignUntested Include="Program.dll" Reason="It does nothing but call the library" />""");

        Assert.Contains("CSB8003", (await program.PublishAsync()).Errors);
        Assert.IsFalse(File.Exists(Path.Combine(solution.Published.Path, "Program.dll")));

        library.Write("Class.cs", "namespace Calc { public static class Class { public static int Add(int a, int b) => a + b; } }\n");
        var published = await program.PublishSignedAsync("--no-restore");
        await published.EnsureSignedAsync("Program.dll", "Calc.dll");
        var manifest = Manifest.Read(Path.Combine(published.Path, published.Manifests.Single()));
        Assert.AreEqual("exact", (string?)manifest.FileAt("Calc.dll")["tested"]!["how"]);
        Assert.AreEqual("untested", (string?)manifest.FileAt("Program.dll")["tested"]!["how"]);

        var again = await program.PublishAsync("--no-restore", "-v:detailed");
        Assert.AreEqual(0, again.EnsureSuccess().Executions("RunTests"));

        // The same program, and other tests: the last verdict is not theirs.
        tests.Write("More.cs", """
            using Microsoft.VisualStudio.TestTools.UnitTesting;
            [TestClass] public class More { [TestMethod] public void Fails() => Assert.Fail(); }

            """);
        Assert.Contains("CSB8003", (await program.PublishAsync("--no-restore")).Errors);
    }
}
