namespace CodeSign.Build.Tests;

/// <summary>What packages are called, and what kinds there are: read from what NuGet wrote, never put together from properties.</summary>
[TestClass]
public sealed class PackageNamesTests
{
    [TestMethod]
    public async Task A_version_is_written_as_NuGet_writes_it()
    {
        await using var solution = new TestSolution();
        await solution.Add("Greetings").Set("Version", "2.0").Set("PackageVersion", "2.0-Beta+commit.5").PackSignedAsync();
        solution.EnsureOutput("Greetings.2.0.0-Beta.codesign.json", "Greetings.2.0.0-Beta.nupkg");
        solution.Package("Greetings.2.0.0-Beta").EnsureSigned("lib/net10.0/Greetings.dll");
    }

    [TestMethod]
    public async Task A_file_name_without_version_is_kept()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Set("OutputFileNamesWithoutVersion", "true");
        await library.PackSignedAsync();
        solution.EnsureOutput("Greetings.1.0.0.codesign.json", "Greetings.nupkg");
        solution.Package("Greetings").EnsureSigned("lib/net10.0/Greetings.dll");
        // NuGet writes such a package anew each time: package and manifest alone are signed again.
        var requests = solution.Timestamps.Requests;
        await library.PackSignedAsync("--no-restore");
        Assert.IsLessThanOrEqualTo(2, solution.Timestamps.Requests - requests);
        solution.Package("Greetings").EnsureSigned("lib/net10.0/Greetings.dll");
    }

    [TestMethod]
    public async Task A_symbol_package_for_nuget_org_is_left_unsigned()
    {
        await using var solution = new TestSolution();
        await solution.Add("Greetings").Set("IncludeSymbols", "true").Set("SymbolPackageFormat", "snupkg").PackSignedAsync();
        solution.EnsureOutput("Greetings.1.0.0.codesign.json", "Greetings.1.0.0.nupkg", "Greetings.1.0.0.snupkg");
        Assert.IsFalse(PackageFile.Open(Path.Combine(solution.Output, "Greetings.1.0.0.snupkg")).IsSigned);
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll");
    }

    [TestMethod]
    public async Task A_symbol_package_of_the_old_kind_is_signed_like_its_package()
    {
        await using var solution = new TestSolution();
        await solution.Add("Greetings").Set("IncludeSymbols", "true").Set("SymbolPackageFormat", "symbols.nupkg").PackSignedAsync();
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll");
        await solution.Package("Greetings.1.0.0.symbols").EnsureSigned("lib/net10.0/Greetings.dll").VerifyAsync();
    }

    [TestMethod]
    public async Task A_package_described_by_a_nuspec_with_unsigned_assemblies_is_refused()
    {
        await using var solution = new TestSolution();
        var library = WithNuspec(solution, "bin/Release/net10.0/Greetings.dll");
        var error = (await library.PackAsync()).EnsureError("CSB4502");
        StringAssert.Contains(error.Text, "lib/net10.0/Greetings.dll", StringComparison.Ordinal);
        solution.EnsureOutput();
    }

    [TestMethod]
    public async Task A_package_described_by_a_nuspec_without_assemblies_is_signed_under_its_own_name()
    {
        await using var solution = new TestSolution();
        var library = WithNuspec(solution, "Class.cs");
        await library.PackSignedAsync();
        solution.EnsureOutput("Contoso.Described.3.1.0.codesign.json", "Contoso.Described.3.1.0.nupkg");
        solution.Package("Contoso.Described.3.1.0").EnsureSigned();
    }

    private static TestProject WithNuspec(TestSolution solution, string file)
    {
        var library = solution.Add("Greetings").Set("NuspecFile", "package.nuspec").Set("NoWarn", "$(NoWarn);NU5100;NU5128");
        return library.Write("package.nuspec", $"""
            <package>
              <metadata>
                <id>Contoso.Described</id>
                <version>3.1.0</version>
                <authors>Contoso</authors>
                <description>Described by hand.</description>
              </metadata>
              <files>
                <file src="{file}" target="lib/net10.0" />
              </files>
            </package>

            """);
    }
}
