namespace CodeSign.Build.Tests;

/// <summary>The packages that a project uses, where CodeSignVerifyPackages has them verified.</summary>
[TestClass]
public sealed class RestoredPackageTests
{
    private const string Summary = "verified: as ";

    [TestMethod]
    public async Task A_package_that_was_changed_is_refused_by_name_before_anything_is_compiled()
    {
        await using var solution = new TestSolution();
        await FeedPackage.AddSignedAsync("Changed.Dependency", solution);
        var library = Verifying(solution, "Changed.Dependency").Frameworks("net10.0;netstandard2.0");
        WritePolicy(solution, "CodeSign Test");
        await RestoreAsync(solution, library);
        var extracted = Path.Combine(TestRun.GlobalPackages, "changed.dependency", "1.0.0", "build", "Changed.Dependency.props");
        var original = await File.ReadAllBytesAsync(extracted);

        await File.WriteAllBytesAsync(extracted, [.. original, (byte)' ']);
        var refusal = RefusalIn(await library.BuildAsync("--no-restore"), "CSB7050");
        Assert.Contains("The package Changed.Dependency 1.0.0 is refused by the policy's rule 'the author'.", refusal);
        Assert.Contains("It is invalid, signed by 'CN=", refusal);
        Assert.Contains("build/Changed.Dependency.props", refusal);
        Assert.IsFalse(File.Exists(library.Obj()), "Something was compiled.");
        await RestoreAsync(solution, library);
        // An editor, and what adds another version.
        foreach (var property in new[] { "DesignTimeBuild=true", "RestoreGraphOutputPath=graph.json" })
            (await solution.DotnetAsync("msbuild", library.ProjectFile, "-t:GetTargetFrameworks", $"-p:{property}")).EnsureSuccess();

        // The first build tells once what it has verified, for all frameworks; the second has nothing to look at.
        await File.WriteAllBytesAsync(extracted, original);
        Assert.AreEqual(1, Summaries((await library.BuildAsync("--no-restore", "-m")).EnsureSuccess()));
        Assert.AreEqual(0, Summaries((await library.BuildAsync("--no-restore")).EnsureSuccess()));
    }

    [TestMethod]
    public async Task A_package_that_somebody_else_signed_or_nobody_is_refused()
    {
        await using var solution = new TestSolution();
        await FeedPackage.AddSignedAsync("Foreign.Dependency", solution);
        var library = Verifying(solution, "Foreign.Dependency");
        WritePolicy(solution, "Somebody Else");
        await RestoreAsync(solution, library);
        var foreign = RefusalIn(await library.BuildAsync("--no-restore"), "CSB7050");
        Assert.Contains("The package Foreign.Dependency 1.0.0 is refused by the policy's rule 'the author'. It is untrusted", foreign);

        var unsigned = RefusalIn(await library.Set("CodeSignPolicy", null).BuildAsync("--no-restore"), "CSB7050");
        Assert.Contains($"The package CodeSign.Build {TestRun.Version} is refused. It is unsigned", unsigned);
        RefusalIn(await library.Set("CodeSignVerifyPackages", "perhaps").BuildAsync("--no-restore"), "CSB0008");
    }

    private static TestProject Verifying(TestSolution solution, string dependency) => solution.AddPlain("Greetings")
        .ReferenceCodeSign()
        .Reference(dependency, "1.0.0")
        .Set("CodeSignVerifyPackages", "true")
        .Set("CodeSignPolicy", "../policy.json")
        .Set("CodeSignTrustedRoots", "../keys/roots.pem");

    private static void WritePolicy(TestSolution solution, string author) => solution.Write("policy.json", $$"""
        {
          "schemaVersion": 1,
          "rules": [
            { "name": "the author", "packages": ["*.Dependency"], "signers": [{ "subject": { "CN": "{{author}}" } }] },
            { "name": "built here", "packages": ["CodeSign.Build"], "signature": "optional" },
            { "name": "others", "packages": ["*"] }
          ]
        }
        """);

    private static async Task RestoreAsync(TestSolution solution, TestProject library) =>
        (await solution.DotnetAsync("restore", library.ProjectFile)).EnsureSuccess();

    // A build's summary says each error again.
    private static string RefusalIn(BuildResult result, string code)
    {
        Assert.IsFalse(result.Succeeded, result.ToString());
        Assert.AreEqual($"{code} {code}", string.Join(' ', result.Errors), result.ToString());
        return result.Diagnostics.First(diagnostic => diagnostic.IsError).Text;
    }

    private static int Summaries(BuildResult result) => result.Output.Split(Summary).Length - 1;
}
