using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>Whose file is it: ours is signed, other people's is kept, and what nobody accounts for is refused.</summary>
[TestClass]
public sealed class OwnershipTests
{
    [TestMethod]
    public async Task An_unsigned_file_from_a_package_is_kept_and_told()
    {
        await using var solution = new TestSolution();
        var library = WithDependency(solution, "Unsigned.Kept", null);
        var result = (await library.PackAsync()).EnsureSuccess("CSB2505");
        StringAssert.Contains(result.EnsureWarning("CSB2505").Text, "lib/net10.0/Unsigned.Kept.dll", StringComparison.Ordinal);
        var package = solution.Package("Greetings.1.0.0");
        Assert.IsNull(package.SignatureOf("lib/net10.0/Unsigned.Kept.dll"));
        Assert.IsNotNull(package.SignatureOf("lib/net10.0/Greetings.dll"));
    }

    [TestMethod]
    public async Task Every_pack_warns_of_what_it_ships_unsigned_or_under_an_unknown_root()
    {
        await using var solution = new TestSolution();
        using var stranger = TestIdentities.Stranger.Issue();
        FeedPackage.Add("Unsigned.Again");
        FeedPackage.Add("Signed.Again", await FeedPackage.SignedByAsync(stranger, solution));
        var library = solution.Add("Greetings").Reference("Unsigned.Again", "1.0.0").Reference("Signed.Again", "1.0.0").PackReferences();
        var first = (await library.PackAsync()).EnsureSuccess("CSB2505", "CSB2503");
        // No key is opened for that.
        solution.Environment["CODESIGN_KEY_PASSWORD"] = null;
        var second = (await library.PackAsync("--no-restore")).EnsureSuccess("CSB2505", "CSB2503");
        CollectionAssert.AreEqual(first.Diagnostics.ToList(), second.Diagnostics.ToList());
    }

    [TestMethod]
    public async Task A_file_that_is_packed_by_its_path_in_a_package_is_that_packages()
    {
        await using var solution = new TestSolution();
        FeedPackage.AddTool("Unsigned.Tool");
        var library = solution.Add("Greetings").Reference("Unsigned.Tool", "1.0.0", "GeneratePathProperty=\"true\"")
            .Items("<None Include=\"$(PkgUnsigned_Tool)/tools/*.dll\" Pack=\"true\" PackagePath=\"analyzers/dotnet/cs\" />");
        (await library.PackAsync()).EnsureSuccess("CSB2505");
        var file = Manifest.Read(solution, "Greetings.1.0.0").FileAt("analyzers/dotnet/cs/Unsigned.Tool.dll");
        Assert.AreEqual("package unsigned.tool 1.0.0 kept", $"{file["origin"]!["kind"]} {file["origin"]!["name"]} {file["origin"]!["version"]} {file["action"]}");
    }

    [TestMethod]
    public async Task A_rule_signs_a_file_from_a_package()
    {
        await using var solution = new TestSolution();
        await WithDependency(solution, "Unsigned.Ruled", null)
            .Items("<CodeSignFile Include=\"Vendor\" Pattern=\"lib/**/Unsigned.Ruled.dll\" Sign=\"true\" />").PackSignedAsync();
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll", "lib/net10.0/Unsigned.Ruled.dll");
        // The package's own file, which other builds on this machine use too, stays as it is.
        var restored = Path.Combine(TestRun.GlobalPackages, "unsigned.ruled", "1.0.0", "lib", "net10.0", "Unsigned.Ruled.dll");
        Assert.IsNull(Authenticode.Read(restored));
    }

    [TestMethod]
    public async Task A_rule_accepts_an_unsigned_file_from_a_package()
    {
        await using var solution = new TestSolution();
        await WithDependency(solution, "Unsigned.Accepted", null).Items("<CodeSignFile Include=\"Unsigned.Accepted.dll\" Sign=\"false\" />").PackSignedAsync();
        Assert.IsNull(solution.Package("Greetings.1.0.0").SignatureOf("lib/net10.0/Unsigned.Accepted.dll"));
    }

    [TestMethod]
    public async Task A_rule_refuses_a_file_from_a_package()
    {
        await using var solution = new TestSolution();
        var library = WithDependency(solution, "Unsigned.Refused", null).Items("<CodeSignFile Include=\"Vendor\" Pattern=\"**/Unsigned.*\" Sign=\"error\" />");
        StringAssert.Contains((await library.PackAsync()).EnsureError("CSB2506").Text, "Unsigned.Refused.dll", StringComparison.Ordinal);
        solution.EnsureOutput();
    }

    [TestMethod]
    public async Task A_signed_file_from_a_package_is_kept_byte_for_byte()
    {
        await using var solution = new TestSolution();
        var assembly = await FeedPackage.SignedByAsync(TestIdentities.CodeSigning, solution);
        await WithDependency(solution, "Signed.Kept", assembly).PackSignedAsync();
        CollectionAssert.AreEqual(assembly, solution.Package("Greetings.1.0.0").Read("lib/net10.0/Signed.Kept.dll"));
    }

    [TestMethod]
    public async Task A_file_that_Microsoft_has_signed_is_known_without_settings()
    {
        await using var solution = new TestSolution();
        var assembly = File.ReadAllBytes(Directory.EnumerateFiles(TestRun.Sdk.Folder, "NuGet.Versioning.dll", SearchOption.AllDirectories).First());
        await WithDependency(solution, "Signed.Microsoft", assembly).PackSignedAsync();
        CollectionAssert.AreEqual(assembly, solution.Package("Greetings.1.0.0").Read("lib/net10.0/Signed.Microsoft.dll"));
    }

    [TestMethod]
    public async Task A_file_from_a_package_with_an_unknown_signer_is_kept_and_told()
    {
        await using var solution = new TestSolution();
        using var stranger = TestIdentities.Stranger.Issue();
        var assembly = await FeedPackage.SignedByAsync(stranger, solution);
        var result = (await WithDependency(solution, "Signed.Unknown", assembly).PackAsync()).EnsureSuccess("CSB2503");
        StringAssert.Contains(result.EnsureWarning("CSB2503").Text, "lib/net10.0/Signed.Unknown.dll", StringComparison.Ordinal);
        CollectionAssert.AreEqual(assembly, solution.Package("Greetings.1.0.0").Read("lib/net10.0/Signed.Unknown.dll"));
    }

    [TestMethod]
    public async Task A_file_from_a_package_with_a_broken_signature_is_an_error()
    {
        await using var solution = new TestSolution();
        var assembly = await FeedPackage.SignedByAsync(TestIdentities.CodeSigning, solution);
        // A letter of the message that every DOS program shows.
        assembly[0x50] ^= 1;
        var result = await WithDependency(solution, "Signed.Broken", assembly).PackAsync();
        StringAssert.Contains(result.EnsureError("CSB2502").Text, "lib/net10.0/Signed.Broken.dll", StringComparison.Ordinal);
        solution.EnsureOutput();
    }

    [TestMethod]
    public async Task A_file_that_nothing_accounts_for_is_an_error_until_a_rule_says_whose_it_is()
    {
        await using var solution = new TestSolution();
        File.Copy(typeof(TestIdentities).Assembly.Location, solution.File("Greetings/vendor/Stray.dat"));
        var library = solution.Add("Greetings").Set("NoWarn", "$(NoWarn);NU5100").Items("<None Include=\"vendor/Stray.dat\" Pack=\"true\" PackagePath=\"tools\" />");
        StringAssert.Contains((await library.PackAsync()).EnsureError("CSB2504").Text, "tools/Stray.dat", StringComparison.Ordinal);
        solution.EnsureOutput();
        await library.Items("<CodeSignFile Include=\"tools/Stray.dat\" Sign=\"true\" />").PackSignedAsync("--no-restore");
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll", "tools/Stray.dat");
    }

    [TestMethod]
    public async Task A_file_that_a_referenced_project_refers_to_is_not_that_projects_work()
    {
        await using var solution = new TestSolution();
        var vendor = solution.AddPlain("Vendor");
        (await vendor.BuildAsync()).EnsureSuccess();
        File.Copy(vendor.Bin(), solution.File("Helper/vendor/Vendor.dll"));
        var helper = solution.AddPlain("Helper")
            .Items("<Reference Include=\"Vendor\"><HintPath>vendor/Vendor.dll</HintPath></Reference>")
            .Write("Class.cs", "namespace Helper { public static class Class { public static string Text => Vendor.Class.Text; } }\n");
        var library = WithReferences(solution, helper);
        StringAssert.Contains((await library.PackAsync()).EnsureError("CSB2504").Text, "lib/net10.0/Vendor.dll", StringComparison.Ordinal);
        solution.EnsureOutput();

        await library.Items("<CodeSignFile Include=\"Vendor.dll\" Sign=\"false\" />").PackSignedAsync("--no-restore");
        var package = solution.Package("Greetings.1.0.0");
        CollectionAssert.AreEqual(File.ReadAllBytes(vendor.Bin()), package.Read("lib/net10.0/Vendor.dll"));
        Assert.AreEqual(TestIdentities.CodeSigning.Certificate, package.SignatureOf("lib/net10.0/Helper.dll")?.Signer);
    }

    [TestMethod]
    public async Task What_a_project_behind_a_referenced_one_makes_is_ours_satellites_too()
    {
        await using var solution = new TestSolution();
        var deep = solution.AddPlain("Deep").Translate("de");
        var middle = solution.AddPlain("Middle").Reference(deep);
        await WithReferences(solution, middle).PackSignedAsync();
        await solution.Package("Greetings.1.0.0").EnsureSigned(
            "lib/net10.0/Deep.dll", "lib/net10.0/Greetings.dll", "lib/net10.0/Middle.dll", "lib/net10.0/de/Deep.resources.dll").VerifyAsync();
    }

    [TestMethod]
    public async Task A_file_of_ours_that_someone_else_signed_is_an_error_unless_a_setting_says_what_to_do()
    {
        await using var solution = new TestSolution();
        using var stranger = TestIdentities.Stranger.Issue();
        var signed = await FeedPackage.SignedByAsync(stranger, solution);
        File.WriteAllBytes(solution.File("Greetings/vendor/Ours.dll"), signed);
        var library = solution.Add("Greetings").Set("NoWarn", "$(NoWarn);NU5100")
            .Items("<None Include=\"vendor/Ours.dll\" Pack=\"true\" PackagePath=\"tools\" />")
            .Items("<CodeSignFile Include=\"tools/Ours.dll\" Sign=\"true\" />");
        StringAssert.Contains((await library.PackAsync()).EnsureError("CSB2501").Text, "tools/Ours.dll", StringComparison.Ordinal);
        solution.EnsureOutput();

        await library.Set("CodeSignExisting", "append").PackSignedAsync("--no-restore");
        var appended = solution.Package("Greetings.1.0.0").SignatureOf("tools/Ours.dll")!;
        Assert.IsTrue(appended.HasNested);
        Assert.AreEqual(stranger.Certificate, appended.Signer);

        await library.Set("CodeSignExisting", "replace").PackSignedAsync("--no-restore");
        var replaced = solution.Package("Greetings.1.0.0").SignatureOf("tools/Ours.dll")!;
        Assert.IsFalse(replaced.HasNested);
        Assert.AreEqual(TestIdentities.CodeSigning.Certificate, replaced.Signer);
    }

    [TestMethod]
    public async Task A_tool_keeps_its_dependencies_as_they_came()
    {
        await using var solution = new TestSolution();
        var assembly = await FeedPackage.SignedByAsync(TestIdentities.CodeSigningByRoot, solution);
        FeedPackage.Add("Signed.InTool", assembly);
        await solution.Add("Hello").Set("OutputType", "Exe").Set("PackAsTool", "true").Reference("Signed.InTool", "1.0.0")
            .Write("Program.cs", "System.Console.WriteLine(1);\n").PackSignedAsync();
        var package = solution.Package("Hello.1.0.0");
        CollectionAssert.AreEqual(assembly, package.Read("tools/net10.0/any/Signed.InTool.dll"));
        Assert.AreEqual(TestIdentities.CodeSigning.Certificate, package.SignatureOf("tools/net10.0/any/Hello.dll")?.Signer);
    }

    // What references refer to in turn, and their satellites, MSBuild looks for in the build of a framework among several only.
    private static TestProject WithReferences(TestSolution solution, TestProject project) =>
        solution.Add("Greetings").Frameworks("net10.0").Reference(project, "PrivateAssets=\"all\"").PackReferences();

    private static TestProject WithDependency(TestSolution solution, string id, byte[]? assembly)
    {
        if (assembly is null)
            FeedPackage.Add(id);
        else
            FeedPackage.Add(id, assembly);
        return solution.Add("Greetings").Reference(id, "1.0.0").PackReferences();
    }
}
