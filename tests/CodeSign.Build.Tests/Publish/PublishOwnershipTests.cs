using CodeSign.Testing;

namespace CodeSign.Build.Tests.Publish;

/// <summary>Whose file is it, in a published folder: nothing is shipped that nobody has decided about.</summary>
[TestClass]
public sealed class PublishOwnershipTests
{
    private const string CopyByItself =
        """
        <Target Name="CopyPlugin" AfterTargets="CopyFilesToPublishDirectory"><Copy SourceFiles="vendor/Plugin.dll" DestinationFolder="$(PublishDir)plugins" /></Target>
        """;

    [TestMethod]
    public async Task A_listed_file_that_nothing_accounts_for_is_an_error_and_nothing_is_published_until_a_rule_says_whose_it_is()
    {
        await using var solution = new TestSolution();
        var program = WithVendorFile(solution, "Stray.dll").Items("<None Include=\"vendor/Stray.dll\" CopyToPublishDirectory=\"PreserveNewest\" />");
        var failed = await program.PublishAsync();
        Assert.AreEqual("CSB2504 CSB2120", string.Join(' ', failed.Errors), failed.ToString());
        Assert.IsEmpty(solution.Published.Files);

        program.Items("<CodeSignFile Include=\"vendor/Stray.dll\" Sign=\"true\" />");
        await (await program.PublishSignedAsync("--no-restore")).EnsureSignedAsync("Hello.dll", "Helper.dll", "vendor/Stray.dll");
        Assert.IsNull(Authenticode.Read(solution.File("Hello/vendor/Stray.dll")), "The file itself was changed.");
    }

    [TestMethod]
    public async Task A_file_that_a_target_copies_into_the_folder_is_found_there()
    {
        await using var solution = new TestSolution();
        var program = WithVendorFile(solution, "Plugin.dll").Xml(CopyByItself);
        var failed = await program.PublishAsync();
        Assert.AreEqual("CSB2510 CSB2120", string.Join(' ', failed.Errors), failed.ToString());
        Assert.Contains("plugins/Plugin.dll", failed.Diagnostics.First(d => d.Code == "CSB2510").File);
        Assert.IsEmpty(solution.Published.Manifests);

        program.Items("<CodeSignFile Include=\"plugins/Plugin.dll\" Sign=\"true\" />");
        var published = await (await program.PublishSignedAsync("--no-restore")).EnsureSignedAsync("Hello.dll", "Helper.dll", "plugins/Plugin.dll");
        Assert.AreEqual("signed", (string?)published.Manifest.FileAt("plugins/Plugin.dll")["action"]);

        var requests = solution.Timestamps.Requests;
        await (await program.PublishSignedAsync("--no-restore")).EnsureSignedAsync("Hello.dll", "Helper.dll", "plugins/Plugin.dll");
        Assert.AreEqual(requests, solution.Timestamps.Requests, "The same file was signed again.");
    }

    [TestMethod]
    public async Task Unsigned_files_of_packages_are_kept_and_told_and_two_programs_may_share_a_folder()
    {
        await using var solution = new TestSolution();
        FeedPackage.Add("Unsigned.Published");
        var program = PublishTests.Program(solution).Reference("Unsigned.Published", "1.0.0");
        var other = solution.Add("Other").Set("OutputType", "Exe").Write("Program.cs", "System.Console.WriteLine(1);\n");
        await other.PublishSignedAsync();

        var result = (await program.PublishAsync()).EnsureSuccess("CSB2505");

        StringAssert.Contains(result.EnsureWarning("CSB2505").Text, "Unsigned.Published.dll", StringComparison.Ordinal);
        await solution.Published.EnsureSignedAsync("Hello.dll", "Helper.dll", "Other.dll");
        Assert.IsNull(solution.Published.SignatureOf("Unsigned.Published.dll"));
        Assert.AreEqual("Hello.1.0.0.codesign.json Other.1.0.0.codesign.json", string.Join(' ', solution.Published.Manifests));
    }

    private static TestProject WithVendorFile(TestSolution solution, string name)
    {
        File.Copy(typeof(TestIdentities).Assembly.Location, solution.File($"Hello/vendor/{name}"));
        return PublishTests.Program(solution);
    }
}
