namespace CodeSign.Build.Tests;

/// <summary>Everything that ends up in one package by its many ways: frameworks, languages, referenced projects, analyzers, tools, content.</summary>
[TestClass]
public sealed class MultiTargetPackTests
{
    private static readonly string[] PortableExecutables =
    [
        "analyzers/dotnet/cs/Checks.dll",
        "buildTransitive/netstandard2.0/Helper.dll",
        "content/Helper.dll",
        "contentFiles/any/net10.0/Helper.dll",
        "contentFiles/any/netstandard2.0/Helper.dll",
        "lib/net10.0/Greetings.dll",
        "lib/net10.0/Helper.dll",
        "lib/net10.0/de/Greetings.resources.dll",
        "lib/net10.0/fr/Greetings.resources.dll",
        "lib/netstandard2.0/Greetings.dll",
        "lib/netstandard2.0/Helper.dll",
        "lib/netstandard2.0/de/Greetings.resources.dll",
        "lib/netstandard2.0/fr/Greetings.resources.dll",
        "tools/any/Helper.dll",
        "tools/any/deep/er/Helper.dll",
    ];

    private static TestSolution solution = null!;
    private static TestProject library = null!;

    [ClassInitialize]
    public static async Task PackAsync(TestContext _)
    {
        solution = new TestSolution();
        var helper = solution.AddPlain("Helper").Set("TargetFramework", "netstandard2.0");
        var checks = solution.AddPlain("Checks").Set("TargetFramework", "netstandard2.0");
        const string helperFile = "../Helper/bin/$(Configuration)/netstandard2.0/Helper.dll";
        library = solution.Add("Greetings").Frameworks("net10.0;netstandard2.0").Translate("de").Translate("fr")
            // NuGet wonders about assemblies outside lib.
            .Set("NoWarn", "$(NoWarn);NU5100")
            .Reference(helper, "PrivateAssets=\"all\"")
            .Reference(checks, "ReferenceOutputAssembly=\"false\" SetTargetFramework=\"TargetFramework=netstandard2.0\"")
            .PackReferences()
            .Items("<None Include=\"../Checks/bin/$(Configuration)/netstandard2.0/*.dll\" Pack=\"true\" PackagePath=\"analyzers/dotnet/cs\" Visible=\"false\" />")
            .Items($"<None Include=\"{helperFile}\" Pack=\"true\" PackagePath=\"tools/any;tools/any/deep/er/\" />")
            .Items($"<None Include=\"{helperFile}\" Pack=\"true\" PackagePath=\"buildTransitive/netstandard2.0/Helper.dll\" />")
            .Items($"<Content Include=\"{helperFile}\" Pack=\"true\" />");
        // What a glob finds must be there when the project is read.
        (await solution.DotnetAsync("build", checks.ProjectFile, "-c", "Release")).EnsureSuccess();
        await library.PackSignedAsync();
    }

    [ClassCleanup]
    public static async Task CleanUpAsync() => await solution.DisposeAsync();

    [TestMethod]
    public async Task Every_assembly_is_signed_whatever_way_it_came_by() =>
        await solution.Package("Greetings.1.0.0").EnsureSigned(PortableExecutables).VerifyAsync();

    [TestMethod]
    public void Equal_content_is_signed_once()
    {
        var package = solution.Package("Greetings.1.0.0");
        var helpers = PortableExecutables.Where(p => p.EndsWith("/Helper.dll", StringComparison.Ordinal)).Select(package.Read).ToList();
        Assert.IsTrue(helpers.TrueForAll(h => h.AsSpan().SequenceEqual(helpers[0])), "Copies of one assembly differ.");
        // Two frameworks with two languages each, Helper, Checks, the package, and the manifest.
        Assert.AreEqual(10, solution.Timestamps.Requests);
    }

    [TestMethod]
    public async Task A_second_pack_changes_nothing()
    {
        var before = FileSnapshot.Take(solution.Output, library.Folder, Path.Combine(solution.Folder, "Helper"), Path.Combine(solution.Folder, "Checks"));
        var requests = solution.Timestamps.Requests;
        var second = await library.PackSignedAsync("--no-restore", "-v:d");
        Assert.AreEqual(requests, solution.Timestamps.Requests);
        Assert.AreEqual(0, second.Executions("Csc"), second.ToString());
        Assert.AreEqual(0, second.Executions("PackTask"), second.ToString());
        before.EnsureUnchanged("A pack with nothing to do changed files.");
    }
}
