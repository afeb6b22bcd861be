namespace CodeSign.Build.Tests.TestGate;

/// <summary>What can become of a run, with a test program on Microsoft.Testing.Platform: only tests that passed let a package be signed.</summary>
[TestClass]
public sealed class PlatformRunTests
{
    private static SmallGate gate = null!;

    [ClassInitialize]
    public static async Task BuildAsync(TestContext _) => gate = await SmallGate.BuildAsync(TestKind.MSTest);

    [ClassCleanup]
    public static async Task CleanUpAsync() => await gate.DisposeAsync();

    [TestMethod]
    public async Task A_filter_that_matches_no_test_signs_nothing() => Assert.Contains(
        "CalcTests", (await gate.RefuseAsync(null, "-p:TestingPlatformCommandLineArguments=--filter Name~Nothing")).Text);

    [TestMethod]
    public async Task A_test_process_that_crashes_signs_nothing() => Assert.StartsWith("CSB80", (await gate.RefuseAsync("crash")).Code);

    [TestMethod]
    public async Task A_test_process_that_crashes_after_its_last_test_signs_nothing()
    {
        var error = await gate.RefuseAsync("crash at the end");
        Assert.AreEqual("CSB8056", error.Code);
        Assert.Contains("CalcTests.csproj", error.File);
    }

    [TestMethod]
    public async Task Tests_that_take_too_long_are_ended_with_all_that_they_started()
    {
        var file = gate.Solution.File("hanging.txt");
        var error = await gate.RefuseAsync("hang", "-p:CodeSignTestTimeout=10");
        Assert.AreEqual("CSB8054", error.Code);
        Assert.Contains("10 seconds", error.Text);
        // The test held it open for itself alone.
        File.Open(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
    }

    [TestMethod]
    public async Task That_coverlet_msbuild_takes_no_part_is_told()
    {
        var (result, _) = await gate.PackAsync(new Dictionary<string, string>(), "-p:CollectCoverage=true");
        result.EnsureSuccess("CSB8062").EnsureWarning("CSB8062");
    }

    [TestMethod]
    public async Task Tests_see_no_secret_of_the_key_and_the_variables_that_they_need()
    {
        var secrets = new Dictionary<string, string>
        {
            ["GATE"] = "tell",
            ["RELEASE_PIN"] = gate.Solution.Password,
            ["AWS_SECRET_ACCESS_KEY"] = "a",
            ["AWS_REGION"] = "b",
            ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "c",
            ["SOMETHING_ELSE"] = "d",
        };
        var (result, manifest) = await gate.PackAsync(
            secrets, "-p:CodeSignKeyPasswordVariable=RELEASE_PIN", "-p:CodeSignTestVariables=AWS_REGION%3BRELEASE_PIN");
        result.EnsureSuccess();
        Assert.IsNotNull(manifest);
        var seen = File.ReadAllLines(gate.Solution.File("variables.txt"));
        foreach (var name in new[] { "RELEASE_PIN", "CODESIGN_KEY_PASSWORD", "AWS_SECRET_ACCESS_KEY", "ACTIONS_ID_TOKEN_REQUEST_TOKEN" })
            Assert.DoesNotContain(name, seen);
        foreach (var name in new[] { "AWS_REGION", "SOMETHING_ELSE" })
            Assert.Contains(name, seen);
    }

    [TestMethod]
    public async Task Coverage_is_called_instrumented_and_refused_where_exactly_the_shipped_bytes_must_be_tested()
    {
        const string coverage = "-p:TestingPlatformCommandLineArguments=--coverage";
        Assert.AreEqual("instrumented", await gate.TestedAsync(coverage));
        var error = await gate.RefuseAsync(null, coverage, "-p:CodeSignRequireTests=exact");
        Assert.AreEqual("CSB8012", error.Code);
        Assert.Contains("Calc.dll", error.Text);
    }
}
