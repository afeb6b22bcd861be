namespace CodeSign.Build.Tests.TestGate;

/// <summary>What can become of a run by VSTest.</summary>
[TestClass]
public sealed class VSTestRunTests
{
    private static SmallGate gate = null!;

    [ClassInitialize]
    public static async Task BuildAsync(TestContext _) =>
        gate = await SmallGate.BuildAsync(TestKind.MSTestOnVSTest, tests => tests.Reference("coverlet.collector", "6.0.4"));

    [ClassCleanup]
    public static async Task CleanUpAsync() => await gate.DisposeAsync();

    [TestMethod]
    public async Task A_filter_that_matches_no_test_signs_nothing_though_VSTest_calls_that_a_success() =>
        Assert.AreEqual("CSB8004", (await gate.RefuseAsync(null, "-p:VSTestTestCaseFilter=Name~Nothing")).Code);

    [TestMethod]
    public async Task A_test_host_that_crashes_signs_nothing() => Assert.StartsWith("CSB80", (await gate.RefuseAsync("crash")).Code);

    [TestMethod]
    [DataRow("XPlat Code Coverage")]
    [DataRow("Code Coverage")]
    public async Task Coverage_is_called_instrumented_and_refused_where_exactly_the_shipped_bytes_must_be_tested(string collector)
    {
        Assert.AreEqual("instrumented", await gate.TestedAsync($"-p:VSTestCollect={collector}"));
        Assert.AreEqual("CSB8012", (await gate.RefuseAsync(null, $"-p:VSTestCollect={collector}", "-p:CodeSignRequireTests=exact")).Code);
    }
}
