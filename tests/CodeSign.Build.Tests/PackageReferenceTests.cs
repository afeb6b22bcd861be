namespace CodeSign.Build.Tests;

/// <summary>The ways in which people reference CodeSign.Build.</summary>
[TestClass]
public sealed class PackageReferenceTests
{
    [TestMethod]
    public async Task Central_package_management_gives_the_version()
    {
        await using var solution = new TestSolution();
        solution.Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><PackageVersion Include="CodeSign.Build" Version="{TestRun.Version}" /></ItemGroup>
            </Project>

            """);
        await Referencing(solution, "<PackageReference Include=\"CodeSign.Build\" PrivateAssets=\"all\" />").PackSignedAsync();
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll");
    }

    [TestMethod]
    public async Task A_global_package_reference_signs_every_project_with_a_key()
    {
        await using var solution = new TestSolution();
        solution.Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><GlobalPackageReference Include="CodeSign.Build" Version="{TestRun.Version}" /></ItemGroup>
            </Project>

            """);
        await Referencing(solution, null).PackSignedAsync();
        var package = solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll");
        Assert.DoesNotContain("CodeSign.Build", package.Nuspec);
    }

    [TestMethod]
    public async Task A_lock_file_holds()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Set("RestorePackagesWithLockFile", "true");
        await library.PackSignedAsync();
        (await solution.DotnetAsync("restore", library.ProjectFile, "--locked-mode", "--force")).EnsureSuccess();
        await library.PackSignedAsync("--no-restore");
    }

    [TestMethod]
    public async Task Without_private_assets_a_warning_says_what_users_will_get()
    {
        await using var solution = new TestSolution();
        var library = Referencing(solution, $"<PackageReference Include=\"CodeSign.Build\" Version=\"{TestRun.Version}\" />");
        // Of the prerelease that is tested here NuGet itself would warn.
        var result = (await library.Set("NoWarn", "$(NoWarn);NU5104").PackAsync()).EnsureSuccess("CSB0005");
        StringAssert.Contains(result.EnsureWarning("CSB0005").Text, "PrivateAssets=\"all\"", StringComparison.Ordinal);
        StringAssert.Contains(solution.Package("Greetings.1.0.0").Nuspec, "CodeSign.Build", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task References_for_each_target_framework_are_seen_too()
    {
        await using var solution = new TestSolution();
        var library = Referencing(solution, Conditioned("net10.0", "PrivateAssets=\"all\"")).Items(Conditioned("netstandard2.0", ""));
        // Of the prerelease that is tested here NuGet itself would warn.
        (await library.Frameworks("net10.0;netstandard2.0").Set("NoWarn", "$(NoWarn);NU5104").PackAsync()).EnsureSuccess("CSB0005");
        var package = solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll", "lib/netstandard2.0/Greetings.dll");
        StringAssert.Contains(package.Nuspec, "CodeSign.Build", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_reference_that_leaves_a_target_framework_out_is_an_error()
    {
        await using var solution = new TestSolution();
        var library = Referencing(solution, Conditioned("netstandard2.0", "PrivateAssets=\"all\"")).Frameworks("net10.0;netstandard2.0");
        StringAssert.Contains((await library.PackAsync()).EnsureError("CSB0017").Text, "net10.0", StringComparison.Ordinal);
        solution.EnsureOutput();
    }

    [TestMethod]
    public async Task Where_the_package_lists_no_dependencies_there_is_nothing_to_warn_about()
    {
        await using var solution = new TestSolution();
        var library = Referencing(solution, $"<PackageReference Include=\"CodeSign.Build\" Version=\"{TestRun.Version}\" />");
        await library.Set("SuppressDependenciesWhenPacking", "true").Set("NoWarn", "$(NoWarn);NU5128").PackSignedAsync();
    }

    private static string Conditioned(string framework, string attributes) =>
        $"<PackageReference Include=\"CodeSign.Build\" Version=\"{TestRun.Version}\" {attributes} Condition=\"'$(TargetFramework)' == '{framework}'\" />";

    private static TestProject Referencing(TestSolution solution, string? reference)
    {
        var library = solution.AddPlain("Greetings")
            .Set("CodeSignKey", "../keys/release.pfx")
            .Set("CodeSignTimestampServers", solution.Timestamps.Address.AbsoluteUri)
            .Set("CodeSignTrustedRoots", "../keys/roots.pem");
        return reference is null ? library : library.Items(reference);
    }
}
