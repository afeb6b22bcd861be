namespace CodeSign.Build.Tests;

/// <summary>The assemblies in obj and bin: signed after a pack, and left so by what comes later.</summary>
[TestClass]
public sealed class BuildOutputTests
{
    private static readonly string[] Frameworks = ["net10.0", "netstandard2.0"];

    [TestMethod]
    public async Task After_a_pack_obj_and_bin_hold_the_signed_assemblies_with_the_times_of_the_unsigned()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Frameworks("net10.0;netstandard2.0").Translate("de");
        (await library.BuildAsync()).EnsureSuccess();
        List<string> files = [.. Frameworks.SelectMany(f => new[] { library.Bin(f), library.Obj(f), Satellite(library.Bin(f)), Satellite(library.Obj(f)) })];
        var times = files.Select(File.GetLastWriteTimeUtc).ToList();
        await library.PackSignedAsync("--no-build");

        var package = solution.Package("Greetings.1.0.0");
        foreach (var (file, time) in files.Zip(times))
        {
            Assert.AreEqual(time, File.GetLastWriteTimeUtc(file), file);
            var framework = file.Contains("netstandard2.0", StringComparison.Ordinal) ? "netstandard2.0" : "net10.0";
            var name = Path.GetFileName(file);
            var entry = name.Contains("resources", StringComparison.Ordinal) ? $"lib/{framework}/de/{name}" : $"lib/{framework}/{name}";
            CollectionAssert.AreEqual(package.Read(entry), File.ReadAllBytes(file), file);
        }
    }

    [TestMethod]
    public async Task Later_builds_runs_and_publishes_neither_compile_it_again_nor_undo_the_signatures()
    {
        await using var solution = new TestSolution();
        // Without a reference assembly, whoever references a library compiles again when its time changes.
        var library = solution.Add("Greetings").Set("TargetFramework", "netstandard2.0").Translate("de");
        var app = solution.AddPlain("App").Set("OutputType", "Exe").Reference(library)
            .Write("Program.cs", "System.Console.WriteLine(Greetings.Class.Text);\n");
        (await app.BuildAsync()).EnsureSuccess();
        await library.PackSignedAsync();
        string[] signed = [library.Bin("netstandard2.0"), library.Obj("netstandard2.0"), Satellite(library.Bin("netstandard2.0"))];
        var before = FileSnapshot.Take(signed);
        var requests = solution.Timestamps.Requests;

        EnsureNothingCompiled(await app.BuildAsync("-v:d"));
        EnsureNothingCompiled(await library.BuildAsync("-v:d"));
        var run = (await solution.DotnetAsync("run", "--project", app.ProjectFile, "-c", "Release")).EnsureSuccess();
        Assert.AreEqual("Greetings", run.Output.Trim());
        var published = Path.Combine(solution.Folder, "published");
        EnsureNothingCompiled(await solution.DotnetAsync("publish", app.ProjectFile, "-o", published, "-v:d"));
        Assert.IsNotNull(Authenticode.Read(Path.Combine(published, "Greetings.dll")));
        Assert.IsNotNull(Authenticode.Read(Path.Combine(published, "de", "Greetings.resources.dll")));
        await library.PackSignedAsync();

        before.EnsureUnchanged("A later command changed a signed assembly.");
        Assert.AreEqual(requests, solution.Timestamps.Requests, "A later command signed again.");

        static void EnsureNothingCompiled(BuildResult result)
        {
            result.EnsureSuccess();
            Assert.AreEqual(0, result.Executions("Csc"), result.ToString());
        }
    }

    [TestMethod]
    public async Task A_tool_is_published_with_its_signed_assembly_and_not_signed_again()
    {
        await using var solution = new TestSolution();
        var tool = solution.Add("Hello").Set("OutputType", "Exe").Set("PackAsTool", "true").Write("Program.cs", "System.Console.WriteLine(1);\n");
        await tool.PackSignedAsync();
        Assert.IsNotNull(Authenticode.Read(tool.Bin()));
        var requests = solution.Timestamps.Requests;
        var published = Path.Combine(solution.Folder, "published");
        var publish = (await solution.DotnetAsync("publish", tool.ProjectFile, "-o", published, "-v:d")).EnsureSuccess();
        Assert.AreEqual(0, publish.Executions("Csc"), publish.ToString());
        Assert.IsNotNull(Authenticode.Read(Path.Combine(published, "Hello.dll")));
        Assert.AreEqual(requests + 1, solution.Timestamps.Requests, "More than the folder's manifest was signed.");
    }

    [TestMethod]
    public async Task The_launcher_of_a_Windows_program_is_signed_too()
    {
        await using var solution = new TestSolution();
        var program = solution.Add("Hello").Set("OutputType", "Exe").Set("RuntimeIdentifier", "win-x64").Set("SelfContained", "false")
            .Write("Program.cs", "System.Console.WriteLine(1);\n");
        await program.PackSignedAsync();
        var launcher = Path.Combine(program.Folder, "bin", "Release", "net10.0", "win-x64", "Hello.exe");
        Assert.IsNotNull(Authenticode.Read(launcher));
        var before = FileSnapshot.Take(launcher);
        (await program.BuildAsync()).EnsureSuccess();
        before.EnsureUnchanged("A later build changed the signed launcher.");
    }

    [TestMethod]
    public async Task An_assembly_that_cannot_be_replaced_is_a_warning()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings");
        (await library.BuildAsync()).EnsureSuccess();
        using (new FolderLock(Path.GetDirectoryName(library.Bin())!))
        {
            var result = (await library.PackAsync("--no-build")).EnsureSuccess("CSB5003");
            StringAssert.Contains(result.EnsureWarning("CSB5003").Text + result.EnsureWarning("CSB5003").File, library.Bin(), StringComparison.Ordinal);
        }

        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll");
        Assert.IsNull(Authenticode.Read(library.Bin()));
        await library.PackSignedAsync("--no-restore");
        Assert.IsNotNull(Authenticode.Read(library.Bin()), "It was not made up for.");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_signed_file_that_was_in_use_when_it_was_signed_anew_is_replaced_later()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings");
        await library.PackSignedAsync();
        library.Set("CodeSignDescription", "Signed anew");
        using (new FolderLock(Path.GetDirectoryName(library.Bin())!))
            (await library.PackAsync("--no-build")).EnsureSuccess("CSB5003");

        await library.PackSignedAsync("--no-build");
        var packed = solution.Package("Greetings.1.0.0").Read("lib/net10.0/Greetings.dll");
        CollectionAssert.AreEqual(packed, File.ReadAllBytes(library.Bin()));
        CollectionAssert.AreEqual(packed, File.ReadAllBytes(library.Obj()));
    }

    private static string Satellite(string assembly) =>
        Path.Combine(Path.GetDirectoryName(assembly)!, "de", Path.GetFileNameWithoutExtension(assembly) + ".resources.dll");
}
