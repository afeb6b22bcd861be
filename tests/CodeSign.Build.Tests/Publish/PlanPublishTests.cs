namespace CodeSign.Build.Tests.Publish;

/// <summary>Publishes that only say what they would sign.</summary>
[TestClass]
public sealed class PlanPublishTests
{
    private const string PlanOnly = "-p:CodeSignPlanOnly=true";

    [TestMethod]
    public async Task A_single_file_program_is_planned_with_what_is_inside_and_the_folder_is_not_touched()
    {
        await using var solution = new TestSolution();
        var program = PublishTests.Program(solution).Set("PublishSingleFile", "true").Set("RuntimeIdentifier", "win-x64").Set("SelfContained", "false");
        // A pack signs the host in obj: what is made of that one would look broken.
        await program.PackSignedAsync();
        solution.Environment["CODESIGN_KEY_PASSWORD"] = null;
        var requests = solution.Timestamps.Requests;

        (await program.PublishAsync(PlanOnly)).EnsureSuccess();

        Assert.IsEmpty(solution.Published.Files);
        Assert.AreEqual(
            "Hello.dll sign in Hello.exe, Hello.exe sign in , Helper.dll sign in Hello.exe",
            string.Join(", ", Plan(program, "win-x64").Files.Select(file => $"{file["path"]} {file["action"]} in {file["bundle"]}")));
        Assert.AreEqual(requests, solution.Timestamps.Requests);
        Assert.IsEmpty(Directory.EnumerateFiles(Path.Combine(program.Folder, "obj"), "*", SearchOption.AllDirectories).Where(IsPlanned));
    }

    [TestMethod]
    public async Task After_a_publish_a_plan_says_that_all_is_up_to_date_and_the_folder_stays_as_it_is()
    {
        await using var solution = new TestSolution();
        var program = PublishTests.Program(solution);
        var published = await program.PublishSignedAsync();
        var before = FileSnapshot.Take(published.Path, program.Bin(), program.Obj());
        var requests = solution.Timestamps.Requests;

        (await program.PublishAsync(PlanOnly, "--no-restore")).EnsureSuccess();

        before.EnsureUnchanged("The plan changed what the publish has left.");
        Assert.AreEqual(
            "Hello.dll True, Helper.dll True",
            string.Join(", ", Plan(program).Files.Select(file => $"{file["path"]} {(bool?)file["upToDate"]}")));
        await program.PublishSignedAsync("--no-restore");
        before.EnsureUnchanged("The publish after the plan did something.");
        Assert.AreEqual(requests, solution.Timestamps.Requests);
    }

    [TestMethod]
    public async Task No_container_image_is_made_from_a_plan()
    {
        await using var solution = new TestSolution();
        await using var registry = new BaseImageRegistry();
        solution.Environment["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = registry.Address;
        var program = PublishTests.Program(solution);
        var archive = solution.File("image.tar");

        var result = await solution.DotnetAsync(
            "publish", program.ProjectFile, "-t:PublishContainer", "-clp:NoSummary", PlanOnly,
            $"-p:ContainerBaseImage={registry.Image}", $"-p:ContainerArchiveOutputPath={archive}");

        result.EnsureError("CSB2160");
        Assert.IsFalse(File.Exists(archive));
    }

    private static Manifest Plan(TestProject program, string platform = "") =>
        Manifest.Read(Path.Combine(program.Folder, "bin", "Release", "net10.0", platform, $"{program.Name}.1.0.0.codesign-plan.json"));

    private static bool IsPlanned(string path) => path.Contains($"{Path.DirectorySeparatorChar}plan{Path.DirectorySeparatorChar}publish", StringComparison.Ordinal)
        && !path.EndsWith("state.json", StringComparison.Ordinal);
}
