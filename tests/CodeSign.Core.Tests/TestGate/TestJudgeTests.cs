using CodeSign.TestGate;

namespace CodeSign.Core.Tests.TestGate;

[TestClass]
public sealed class TestJudgeTests
{
    private static readonly string OtherDigest = new('b', 64);

    [TestMethod]
    public async Task What_a_run_that_passed_has_loaded_is_tested_exactly()
    {
        using var bench = new TestRunBench();
        var results = bench.Results(["Passed", "Passed", "NotExecuted", "Inconclusive"]);
        bench.Evidence();

        var verdict = await bench.JudgeAsync();

        Assert.IsFalse(verdict.HasErrors, string.Join("\n", verdict.Diagnostics));
        Assert.AreEqual(TestedKind.Exact, verdict.Assemblies[0].Tested);
        var run = verdict.Runs.Single();
        Assert.AreEqual(new TestTotals(4, 2, 0, 2), run.Totals);
        Assert.AreEqual("VSTest", run.Runner);
        Assert.AreEqual("Lib.Tests.dll", run.TestAssembly);
        Assert.AreEqual(".NETCoreApp,Version=v10.0", run.Framework);
        Assert.AreEqual(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(results))), run.ResultsSha256);
        Assert.IsNull(run.SealedBy);
    }

    [TestMethod]
    public async Task The_framework_is_that_of_the_test_assembly_and_not_that_of_its_host()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence(change: text => text
            .Replace("Version=v10.0", "Version=v8.0", StringComparison.Ordinal)
            .Replace("\"assembly\":\"Lib.Tests\",", "\"assembly\":\"Lib.Tests\",\"framework\":\".NETCoreApp,Version=v9.0\",", StringComparison.Ordinal));

        Assert.AreEqual(".NETCoreApp,Version=v9.0", (await bench.JudgeAsync()).Runs[0].Framework);
    }

    [TestMethod]
    public async Task Failed_tests_are_named()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed", "Failed", .. Enumerable.Repeat("Failed", 24)]);
        bench.Evidence();

        var failed = await bench.RefusedAsync(TestGateDiagnostics.TestsFailed);

        Assert.Contains("25 of 26 tests failed in 0.trx: Test1, Test2,", failed.Cause);
        Assert.Contains("Test20, and 5 more.", failed.Cause);
    }

    [TestMethod]
    [DataRow("Error")]
    [DataRow("Timeout")]
    [DataRow("Aborted")]
    [DataRow("SomethingNew")]
    public async Task Every_outcome_that_is_not_known_to_be_harmless_is_a_failure(string outcome)
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed", "Failed"], change: text => text.Replace("outcome=\"Failed\" />", $"outcome=\"{outcome}\" />", StringComparison.Ordinal));
        bench.Evidence();

        await bench.RefusedAsync(TestGateDiagnostics.TestsFailed);
    }

    [TestMethod]
    public async Task The_name_of_a_failed_test_stays_in_its_line()
    {
        using var bench = new TestRunBench();
        bench.Results(
            ["Failed"], change: text => text.Replace("Test0", "a&#10;##vso[task.complete]&#x202e;" + new string('x', 9999), StringComparison.Ordinal));
        bench.Evidence();

        var failed = await bench.RefusedAsync(TestGateDiagnostics.TestsFailed);

        Assert.DoesNotContain('\n', failed.Cause);
        Assert.DoesNotContain('\u202e', failed.Cause);
        Assert.IsLessThan(400, failed.Cause.Length);
    }

    [TestMethod]
    [DataRow(new string[0])]
    [DataRow(new[] { "NotExecuted", "Inconclusive" })]
    public async Task A_run_in_which_nothing_passed_is_refused(string[] outcomes)
    {
        using var bench = new TestRunBench();
        bench.Results(outcomes);
        bench.Evidence();

        await bench.RefusedAsync(TestGateDiagnostics.NothingPassed);
    }

    [TestMethod]
    [DataRow("outcome=\"Completed\"", "outcome=\"Aborted\"")]
    [DataRow("</ResultSummary>", "<RunInfos><RunInfo outcome=\"Error\"><Text>Test host process crashed</Text></RunInfo></RunInfos></ResultSummary>")]
    public async Task A_run_that_did_not_come_to_its_end_is_refused(string from, string to)
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"], change: text => text.Replace(from, to, StringComparison.Ordinal));
        bench.Evidence();

        await bench.RefusedAsync(TestGateDiagnostics.RunNotCompleted);
    }

    [TestMethod]
    [DataRow("total=\"2\"", "total=\"3\"")]
    [DataRow("passed=\"1\" failed=\"1\"", "passed=\"2\" failed=\"0\"")]
    [DataRow("executed=\"2\"", "executed=\"0\"")]
    [DataRow("outcome=\"Failed\" />", "outcome=\"Passed\" />")]
    [DataRow("error=\"0\"", "error=\"1\"")]
    public async Task Results_and_counters_that_differ_are_refused(string from, string to)
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed", "Failed"], change: text => text.Replace(from, to, StringComparison.Ordinal));
        bench.Evidence();

        await bench.RefusedAsync(TestGateDiagnostics.ContradictoryResults);
    }

    [TestMethod]
    public async Task Two_files_about_the_same_run_are_refused_unless_they_are_the_same()
    {
        using var bench = new TestRunBench();
        bench.Evidence();
        var first = File.ReadAllText(bench.Results(["Passed"]));
        bench.Write("copy.trx", first);
        Assert.IsFalse((await bench.JudgeAsync()).HasErrors);

        bench.Write("other.trx", first.Replace("Test0", "Test1", StringComparison.Ordinal));

        await bench.RefusedAsync(TestGateDiagnostics.ContradictoryResults);
    }

    [TestMethod]
    public async Task Without_results_nothing_counts()
    {
        using var bench = new TestRunBench();
        bench.Evidence();

        var refused = await bench.RefusedAsync(TestGateDiagnostics.NoResults);

        Assert.AreEqual("/src/Lib/Lib.csproj", refused.File);
    }

    [TestMethod]
    public async Task Results_without_evidence_are_refused()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);

        await bench.RefusedAsync(TestGateDiagnostics.ResultsWithoutEvidence);
    }

    [TestMethod]
    [DataRow(100d, DisplayName = "a process that began after the tests")]
    [DataRow(-100d, DisplayName = "a process that had ended before them")]
    public async Task Evidence_of_another_time_is_refused(double second)
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence(second: second);

        var verdict = await bench.JudgeAsync();

        Assert.AreEqual(TestGateDiagnostics.ResultsWithoutEvidence, verdict.Diagnostics[0].Descriptor);
        Assert.Contains("did not run while its tests ran", verdict.Diagnostics[0].Cause);
        Assert.AreEqual(TestedKind.Refused, verdict.Assemblies[0].Tested);
    }

    [TestMethod]
    public async Task Evidence_of_the_same_test_project_in_another_place_is_refused()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence(framework: "net9.0");

        var verdict = await bench.JudgeAsync();

        CollectionAssert.AreEqual(
            new[] { TestGateDiagnostics.ResultsWithoutEvidence, TestGateDiagnostics.EvidenceWithoutResults },
            verdict.Diagnostics.Select(diagnostic => diagnostic.Descriptor).ToArray());
    }

    [TestMethod]
    public async Task Each_test_assembly_in_a_file_of_results_needs_evidence_of_its_own()
    {
        using var bench = new TestRunBench();
        bench.Evidence();
        bench.Results(["Passed", "Passed"], change: text =>
            text[..text.LastIndexOf("/lib.tests.dll", StringComparison.Ordinal)] + "/more.tests.dll"
            + text[(text.LastIndexOf("/lib.tests.dll", StringComparison.Ordinal) + "/lib.tests.dll".Length)..]);

        Assert.Contains("more.tests.dll", (await bench.RefusedAsync(TestGateDiagnostics.ResultsWithoutEvidence)).Cause);
    }

    [TestMethod]
    public async Task Nothing_passed_where_all_tests_of_one_of_two_test_assemblies_were_skipped()
    {
        using var bench = new TestRunBench();
        bench.Evidence();
        bench.Results(["Passed", "NotExecuted"], change: text =>
            text[..text.LastIndexOf("/lib.tests.dll", StringComparison.Ordinal)] + "/more.tests.dll"
            + text[(text.LastIndexOf("/lib.tests.dll", StringComparison.Ordinal) + "/lib.tests.dll".Length)..]);

        Assert.Contains("more.tests.dll", (await bench.RefusedAsync(TestGateDiagnostics.NothingPassed)).Cause);
    }

    [TestMethod]
    public async Task A_test_process_whose_results_are_missing_is_refused()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence();
        bench.Evidence(framework: "net9.0");

        await bench.RefusedAsync(TestGateDiagnostics.EvidenceWithoutResults);
    }

    [TestMethod]
    public async Task Processes_that_tests_start_prove_nothing_and_disturb_nothing()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence(library: "");
        bench.Evidence(change: text => string.Concat(text.Split('\n').Where(line => !line.Contains("Tests", StringComparison.Ordinal)
            && !line.Contains("testhost", StringComparison.Ordinal)).Select(line => line + "\n")).TrimEnd() + "\n");

        await bench.RefusedAsync(TestGateDiagnostics.NotTested);
    }

    [TestMethod]
    public async Task A_process_that_a_test_starts_from_the_test_assembly_itself_disturbs_nothing()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence();
        bench.Evidence(
            second: 10.2, name: "dotnet.7.0a1b2c3d.testevidence.jsonl",
            change: text => text.Replace("\"testhost\"", "\"helper\"", StringComparison.Ordinal));

        Assert.IsFalse((await bench.JudgeAsync()).HasErrors);
    }

    [TestMethod]
    public async Task A_process_that_was_killed_at_its_end_counts_while_it_lies_within_its_run()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence(change: text => text[..text.IndexOf("{\"ended", StringComparison.Ordinal)] + "{\"assem");

        Assert.IsFalse((await bench.JudgeAsync()).HasErrors);
    }

    [TestMethod]
    public async Task A_process_that_was_killed_and_began_before_its_run_is_refused()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence(second: 5, change: text => text[..text.IndexOf("{\"ended", StringComparison.Ordinal)].Replace(
            TestRunBench.Time(10), TestRunBench.Time(6), StringComparison.Ordinal));

        var verdict = await bench.JudgeAsync();

        Assert.AreEqual(TestGateDiagnostics.ResultsWithoutEvidence, verdict.Diagnostics[0].Descriptor);
    }

    [TestMethod]
    public async Task What_the_hook_could_not_do_is_told()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence(change: text => text + "{\"error\":\"disk full\"}\n");

        var verdict = await bench.JudgeAsync();

        Assert.Contains("disk full", verdict.Diagnostics[0].Cause);
    }

    [TestMethod]
    public async Task The_same_module_with_other_bytes_is_instrumented()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence(library: TestRunBench.Loaded("Lib", "net10.0", TestRunBench.Mvid, OtherDigest));

        Assert.AreEqual(TestedKind.Instrumented, (await bench.JudgeAsync()).Assemblies[0].Tested);
        await bench.RefusedAsync(TestGateDiagnostics.NotTestedExactly, options => options with { Demand = TestDemand.Exact });
    }

    [TestMethod]
    public async Task Under_a_profiler_nothing_is_exact()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence(change: text => text.Replace("\"profiled\":false", "\"profiled\":true", StringComparison.Ordinal));

        var verdict = await bench.JudgeAsync();

        Assert.AreEqual(TestedKind.Instrumented, verdict.Assemblies[0].Tested);
        Assert.IsTrue(verdict.Runs[0].IsProfiled);
    }

    [TestMethod]
    public async Task One_exact_run_is_enough_beside_instrumented_ones()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence();
        bench.Results(["Passed"], framework: "net9.0");
        bench.Evidence(library: TestRunBench.Loaded("Lib", "net9.0", TestRunBench.Mvid, OtherDigest), framework: "net9.0");

        var verdict = await bench.JudgeAsync(options => options with { Demand = TestDemand.Exact });

        Assert.AreEqual(TestedKind.Exact, verdict.Assemblies[0].Tested);
        Assert.IsFalse(verdict.HasErrors);
    }

    [TestMethod]
    public async Task Another_build_is_refused()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence(library: TestRunBench.Loaded("lib", "net10.0", Guid.NewGuid(), OtherDigest));

        await bench.RefusedAsync(TestGateDiagnostics.OtherBuildTested);
    }

    [TestMethod]
    public async Task The_digest_alone_does_not_count_where_another_module_was_loaded()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence(library: TestRunBench.Loaded("Lib", "net10.0", Guid.NewGuid(), TestRunBench.Digest));

        await bench.RefusedAsync(TestGateDiagnostics.OtherBuildTested);
    }

    [TestMethod]
    public async Task A_process_that_loaded_two_builds_is_refused()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence(library: TestRunBench.Loaded("Lib", "net10.0", TestRunBench.Mvid, TestRunBench.Digest) + "\n"
            + TestRunBench.Loaded("Lib", "net9.0", Guid.NewGuid(), OtherDigest));

        await bench.RefusedAsync(TestGateDiagnostics.TwoBuildsTested);
    }

    [TestMethod]
    public async Task A_process_that_loaded_the_same_build_exact_and_instrumented_is_instrumented()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence(library: TestRunBench.Loaded("Lib", "net10.0", TestRunBench.Mvid, TestRunBench.Digest) + "\n"
            + TestRunBench.Loaded("Lib", "net9.0", TestRunBench.Mvid, OtherDigest));

        Assert.AreEqual(TestedKind.Instrumented, (await bench.JudgeAsync()).Assemblies[0].Tested);
    }

    [TestMethod]
    public async Task What_is_not_tested_needs_a_rule()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence();
        var other = TestRunBench.Library("lib/netstandard2.0/Lib.dll", OtherDigest, Guid.NewGuid());
        TestGateOptions WithOther(TestGateOptions options) => options with { Assemblies = [TestRunBench.Library(), other] };

        var refused = await bench.RefusedAsync(TestGateDiagnostics.NotTested, WithOther);
        var verdict = await bench.JudgeAsync(
            options => WithOther(options) with { Untested = [new UntestedRule("lib/netstandard2.0/**", "The same source as for net10.0.")] });

        Assert.AreEqual("/obj/lib/netstandard2.0/Lib.dll", refused.File);
        Assert.IsFalse(verdict.HasErrors, string.Join("\n", verdict.Diagnostics));
        Assert.AreEqual(TestedKind.Exact, verdict.Assemblies[0].Tested);
        Assert.AreEqual(TestedKind.Untested, verdict.Assemblies[1].Tested);
        Assert.AreEqual("The same source as for net10.0.", verdict.Assemblies[1].Reason);
    }

    [TestMethod]
    [DataRow(true, TestedKind.Compiled, TestDemand.Exact)]
    [DataRow(null, TestedKind.Compiled, TestDemand.SameCompilation)]
    [DataRow(null, TestedKind.Refused, TestDemand.Exact)]
    [DataRow(false, TestedKind.Instrumented, TestDemand.SameCompilation)]
    [DataRow(false, TestedKind.Refused, TestDemand.Exact)]
    public async Task What_is_compiled_ahead_counts_by_what_it_was_made_from(bool? isFromTested, TestedKind expected, TestDemand demand)
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence();
        var compiled = new ShippedAssembly("/obj/R2R/Lib.dll", "Lib.dll", new AssemblyIdentity("Lib", TestRunBench.Mvid, OtherDigest, IsCompiledAhead: true))
        {
            CompiledFrom = isFromTested switch { null => null, true => TestRunBench.Digest, false => new string('c', 64) },
        };

        var verdict = await bench.JudgeAsync(options => options with { Assemblies = [compiled], Demand = demand });

        Assert.AreEqual(expected, verdict.Assemblies[0].Tested);
        Assert.AreEqual(expected == TestedKind.Refused, verdict.HasErrors);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("no xml")]
    [DataRow("<TestRun />")]
    [DataRow("""<!DOCTYPE a [<!ENTITY b "c">]><TestRun id="756c2fcf-dd56-46b5-831d-83df3227f235" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">&b;</TestRun>""")]
    [DataRow("""<TestRun id="756c2fcf-dd56-46b5-831d-83df3227f235" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010" />""")]
    public async Task What_is_no_file_of_results_is_refused(string text)
    {
        using var bench = new TestRunBench();
        bench.Write("a.trx", text);

        await bench.RefusedAsync(TestGateDiagnostics.UnreadableResults);
    }

    [TestMethod]
    [DataRow("<Results>", "<Results /><Results>")]
    [DataRow("<Counters", "<Counters total=\"0\" executed=\"0\" passed=\"0\" failed=\"0\" /><Counters")]
    [DataRow("total=\"1\"", "total=\"-1\"")]
    [DataRow("total=\"1\"", "total=\"99999999999\"")]
    [DataRow("testId=", "test=")]
    [DataRow("startTime=", "begin=")]
    [DataRow("storage=", "place=")]
    [DataRow("outcome=\"Completed\"", "")]
    public async Task Results_that_lack_something_or_have_it_twice_are_refused(string from, string to)
    {
        using var bench = new TestRunBench();
        bench.Evidence();
        bench.Results(["Passed"], change: text => text.Replace(from, to, StringComparison.Ordinal));

        await bench.RefusedAsync(TestGateDiagnostics.UnreadableResults);
    }

    [TestMethod]
    public async Task Elements_nested_without_end_are_refused()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"], change: text => text.Replace(
            "<Results>", string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000)) + "<Results>", StringComparison.Ordinal));

        Assert.Contains("nested", (await bench.RefusedAsync(TestGateDiagnostics.UnreadableResults)).Cause);
    }

    [TestMethod]
    [DataRow("no json\n")]
    [DataRow("null\n")]
    [DataRow("[]\n")]
    [DataRow("{}\n")]
    [DataRow("{\"schema\":2,\"started\":\"2026-11-25T20:00:00Z\"}\n")]
    [DataRow("{\"schema\":1,\"schema\":1,\"started\":\"2026-11-25T20:00:00Z\"}\n")]
    [DataRow("{\"schema\":1,\"started\":\"2026-11-25T20:00:00Z\"}\n{\"assembly\":\"Lib\"}\n")]
    [DataRow("{\"schema\":1,\"started\":\"2026-11-25T20:00:00Z\"}\n{\"schema\":1,\"started\":\"2026-11-25T20:00:00Z\"}\n")]
    public async Task What_is_no_evidence_is_refused(string text)
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence();
        bench.Write("a.testevidence.jsonl", text);

        await bench.RefusedAsync(TestGateDiagnostics.UnreadableEvidence);
    }

    [TestMethod]
    public async Task A_process_that_was_killed_before_it_wrote_anything_disturbs_nothing()
    {
        using var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence();
        bench.Write("a.testevidence.jsonl", "{\"sch");
        bench.Write("coverage.xml", "not ours");

        Assert.IsFalse((await bench.JudgeAsync()).HasErrors);
    }

    [TestMethod]
    [DataRow("", "a reason")]
    [DataRow("lib/**", " ")]
    public void A_rule_without_pattern_or_reason_is_refused(string pattern, string reason)
    {
        var failure = Assert.ThrowsExactly<Diagnostics.CodeSignException>(() => new UntestedRule(pattern, reason));

        Assert.AreEqual(TestGateDiagnostics.IncompleteUntestedRule, failure.Diagnostic.Descriptor);
    }

    [TestMethod]
    [DataRow("Lib.dll", true)]
    [DataRow("lib/**", true)]
    [DataRow(@"LIB\net10.0\*.dll", true)]
    [DataRow("net10.0/*", false)]
    [DataRow("ref/**", false)]
    public void A_rule_is_about_a_name_or_a_path_in_the_package(string pattern, bool matches) =>
        Assert.AreEqual(matches, new UntestedRule(pattern, "because").Matches("lib/net10.0/Lib.dll"));
}
