using System.Runtime.Loader;

namespace CodeSign.Build.Tests;

/// <summary>The plainest case: a library with a key and a timestamp server.</summary>
[TestClass]
public sealed class LibraryPackTests
{
    private static TestSolution solution = null!;
    private static BuildResult result = null!;

    [ClassInitialize]
    public static async Task PackAsync(TestContext _)
    {
        solution = new TestSolution();
        result = await solution.Add("Greetings").PackSignedAsync();
    }

    [ClassCleanup]
    public static async Task CleanUpAsync() => await solution.DisposeAsync();

    [TestMethod]
    public async Task Others_tools_accept_the_signatures_of_package_and_assembly() =>
        await solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll").VerifyAsync();

    [TestMethod]
    public void Package_and_manifest_are_all_that_lies_in_the_output_folder() =>
        solution.EnsureOutput("Greetings.1.0.0.codesign.json", "Greetings.1.0.0.nupkg");

    [TestMethod]
    public void The_package_does_not_depend_on_what_signed_it() =>
        Assert.DoesNotContain("CodeSign.Build", solution.Package("Greetings.1.0.0").Nuspec);

    [TestMethod]
    public void One_timestamp_is_asked_for_the_assembly_one_for_the_package_and_one_for_the_manifest() => Assert.AreEqual(3, solution.Timestamps.Requests);

    [TestMethod]
    public void The_signed_assembly_loads_and_runs()
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        var assembly = context.LoadFromStream(new MemoryStream(solution.Package("Greetings.1.0.0").Read("lib/net10.0/Greetings.dll")));
        Assert.AreEqual("Greetings", assembly.GetType("Greetings.Class")!.GetProperty("Text")!.GetValue(null));
        context.Unload();
    }

    [TestMethod]
    public void The_log_says_where_the_signed_package_is() =>
        StringAssert.Contains(result.Output, Path.Combine(solution.Output, "Greetings.1.0.0.nupkg"), StringComparison.Ordinal);
}
