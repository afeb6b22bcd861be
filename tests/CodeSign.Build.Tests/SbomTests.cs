namespace CodeSign.Build.Tests;

/// <summary>Tools that zip a package anew after NuGet has made it, as Microsoft.Sbom.Targets does: what they leave is what is signed.</summary>
[TestClass]
public sealed class SbomTests
{
    // The shape of Microsoft.Sbom.Targets: its target runs after Pack, finds the package by its properties, and zips it again.
    private const string Targets =
        """
        <Target Name="GenerateSbomTarget" AfterTargets="Pack" Condition="'$(GenerateSBOM)' == 'true'">
            <PropertyGroup>
              <_Package>$([System.IO.Path]::Combine('$(PackageOutputPath)', '$(PackageId).$(PackageVersion).nupkg'))</_Package>
              <_Unzipped>$(MSBuildProjectDirectory)/obj/unzipped</_Unzipped>
            </PropertyGroup>
            <RemoveDir Directories="$(_Unzipped)" />
            <Unzip SourceFiles="$(_Package)" DestinationFolder="$(_Unzipped)" />
            <WriteLinesToFile File="$(_Unzipped)/_manifest/spdx_2.2/manifest.spdx.json" Lines="{ }" Overwrite="true" />
            <ZipDirectory SourceDirectory="$(_Unzipped)" DestinationFile="$(_Package)" Overwrite="true" />
          </Target>
        """;

    [TestMethod]
    public async Task The_package_with_the_list_of_materials_is_signed()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Set("GenerateSBOM", "true").Xml(Targets);
        await library.PackSignedAsync();
        await EnsureSignedWithListAsync(solution);

        // It is zipped on every pack, so package and manifest are signed on every pack, and the assembly is not.
        var before = FileSnapshot.Take(library.Bin(), library.Obj());
        var requests = solution.Timestamps.Requests;
        await library.PackSignedAsync("--no-restore");
        await EnsureSignedWithListAsync(solution);
        Assert.IsLessThanOrEqualTo(2, solution.Timestamps.Requests - requests);
        before.EnsureUnchanged("The assembly was signed again.");
    }

    [TestMethod]
    public async Task In_a_plan_the_package_of_an_earlier_pack_is_not_zipped_anew()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Set("GenerateSBOM", "true").Xml(Targets);
        await library.PackSignedAsync();
        var before = FileSnapshot.Take(solution.Output);

        (await library.PackAsync("--no-restore", "-p:CodeSignPlanOnly=true")).EnsureSuccess();

        before.EnsureUnchanged("The plan changed the package.");
    }

    [TestMethod]
    public async Task A_list_that_no_tool_makes_is_not_missed()
    {
        await using var solution = new TestSolution();
        await solution.Add("Greetings").Set("GenerateSBOM", "true").PackSignedAsync();
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll");
    }

    private static async Task EnsureSignedWithListAsync(TestSolution solution)
    {
        var package = await solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll").VerifyAsync();
        Assert.Contains("_manifest/spdx_2.2/manifest.spdx.json", package.Entries);
    }
}
