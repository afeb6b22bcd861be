namespace CodeSign.Build.Tests;

/// <summary>The ways in which people start a pack.</summary>
[TestClass]
public sealed class PackModesTests
{
    [TestMethod]
    public async Task After_a_build_pack_signs_without_building()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Frameworks("net10.0;netstandard2.0");
        (await library.BuildAsync()).EnsureSuccess();
        Assert.AreEqual(0, solution.Timestamps.Requests, "A build without a pack signed.");
        await library.PackSignedAsync("--no-build");
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll", "lib/netstandard2.0/Greetings.dll");
    }

    [TestMethod]
    public async Task A_build_that_packs_signs()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Set("GeneratePackageOnBuild", "true").Set("PackageOutputPath", "../packages");
        (await library.BuildAsync()).EnsureSuccess();
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll");
        var requests = solution.Timestamps.Requests;
        var before = FileSnapshot.Take(solution.Output, Path.Combine(library.Folder, "bin"));
        (await library.BuildAsync()).EnsureSuccess();
        before.EnsureUnchanged("A second build changed files.");
        Assert.AreEqual(requests, solution.Timestamps.Requests);
    }

    [TestMethod]
    public async Task Without_an_output_folder_the_package_lies_where_NuGet_puts_it()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings");
        (await solution.DotnetAsync("pack", library.ProjectFile)).EnsureSuccess();
        var package = Path.Combine(library.Folder, "bin", "Release", "Greetings.1.0.0.nupkg");
        await PackageFile.Open(package).EnsureSigned("lib/net10.0/Greetings.dll").VerifyAsync();
        Assert.IsTrue(File.Exists(Path.ChangeExtension(package, null) + ".codesign.json"), "The manifest is missing.");
    }

    [TestMethod]
    public async Task Artifacts_output_is_signed()
    {
        await using var solution = new TestSolution();
        solution.Write("Directory.Build.props", "<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>\n");
        var library = solution.Add("Greetings").Frameworks("net10.0;netstandard2.0");
        (await solution.DotnetAsync("pack", library.ProjectFile)).EnsureSuccess();
        var artifacts = Path.Combine(solution.Folder, "artifacts");
        PackageFile.Open(Path.Combine(artifacts, "package", "release", "Greetings.1.0.0.nupkg"))
            .EnsureSigned("lib/net10.0/Greetings.dll", "lib/netstandard2.0/Greetings.dll");
        Assert.IsNotNull(Authenticode.Read(Path.Combine(artifacts, "bin", "Greetings", "release_net10.0", "Greetings.dll")));
    }

    [TestMethod]
    public async Task A_file_based_app_is_packed_and_signed()
    {
        await using var solution = new TestSolution();
        var app = solution.Write("app/Hello.cs", $"""
            #:package CodeSign.Build@{TestRun.Version}
            #:property CodeSignKey=../keys/release.pfx
            #:property CodeSignTimestampServers={solution.Timestamps.Address}
            #:property CodeSignTrustedRoots=../keys/roots.pem
            #:property PublishAot=false
            System.Console.WriteLine("Hello");

            """);
        (await solution.PackAsync(app)).EnsureSuccess();
        solution.Package("Hello.1.0.0").EnsureSigned("tools/net10.0/any/Hello.dll");

        // A secret in it is one in a project file, whatever its name is before Password.
        File.WriteAllText(app, "#:property CodeSignReleasePassword=secret\n" + File.ReadAllText(app));
        (await solution.PackAsync(app)).EnsureError("CSB0004");
    }

    [TestMethod]
    public async Task A_project_that_is_not_packable_is_left_alone()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Set("IsPackable", "false");
        (await library.BuildAsync()).EnsureSuccess();
        await library.PackSignedAsync("--no-restore");
        solution.EnsureOutput();
        Assert.IsNull(Authenticode.Read(library.Bin()));
        Assert.AreEqual(0, solution.Timestamps.Requests);
    }

    [TestMethod]
    public async Task Files_that_a_wildcard_finds_keep_their_folders_in_the_package()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Write("scripts/deep/run.sh", "echo\n").Write("scripts/run.sh", "echo\n")
            .Items("<None Include=\"scripts/**/*.sh\" Pack=\"true\" PackagePath=\"tools\" />");
        await library.PackSignedAsync("-p:CodeSignEnabled=false");
        var unsigned = solution.Package("Greetings.1.0.0").Entries.Order(StringComparer.Ordinal);

        await library.PackSignedAsync("--no-restore");

        var entries = solution.Package("Greetings.1.0.0").Entries;
        Assert.Contains("tools/deep/run.sh", entries);
        Assert.AreEqual(string.Join('\n', unsigned), string.Join('\n', entries.Order(StringComparer.Ordinal).Where(entry => entry != ".signature.p7s")));
    }
}
