using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>Timestamp servers that fail: no package without a timestamp, and nothing half-done.</summary>
[TestClass]
public sealed class TimestampFailureTests
{
    [TestMethod]
    [DataRow(TimestampFault.Reset)]
    [DataRow(TimestampFault.WrongImprint)]
    public async Task Without_a_timestamp_nothing_is_put_out_and_the_next_pack_succeeds(TimestampFault fault)
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Set("CodeSignTimestampBudget", "3");
        (await library.BuildAsync()).EnsureSuccess();
        var before = FileSnapshot.Take(library.Bin(), library.Obj());
        solution.Timestamps.Fault = fault;
        var result = await library.PackAsync("--no-build");
        Assert.IsFalse(result.Succeeded, result.ToString());
        Assert.HasCount(1, result.Errors, result.ToString());
        StringAssert.Matches(result.Errors[0], new("^CSB30"), result.ToString());
        StringAssert.Contains(result.Output, solution.Timestamps.Address.Authority, StringComparison.Ordinal);
        solution.EnsureOutput();
        before.EnsureUnchanged("A pack that failed changed what the build made.");

        solution.Timestamps.Fault = TimestampFault.None;
        await library.PackSignedAsync("--no-build");
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll");
    }

    [TestMethod]
    [DataRow(1, DisplayName = "of the package")]
    [DataRow(2, DisplayName = "of the manifest")]
    public async Task A_failure_after_the_assemblies_leaves_them_unsigned_too(int stamped)
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Set("CodeSignTimestampBudget", "3");
        (await library.BuildAsync()).EnsureSuccess();
        var before = FileSnapshot.Take(library.Bin(), library.Obj());
        solution.Timestamps.FailNext([.. Enumerable.Repeat(TimestampFault.None, stamped)]);
        solution.Timestamps.Fault = TimestampFault.InternalServerError;
        var result = await library.PackAsync("--no-build");
        Assert.IsFalse(result.Succeeded, result.ToString());
        Assert.IsGreaterThan(1, solution.Timestamps.Requests);
        solution.EnsureOutput();
        before.EnsureUnchanged("A pack that failed changed what the build made.");
    }

    [TestMethod]
    public async Task Where_the_first_server_is_down_the_second_is_asked_and_the_manifest_says_so()
    {
        await using var solution = new TestSolution();
        using var closed = new ClosedPort();
        var library = solution.Add("Greetings").Set("CodeSignTimestampServers", $"{closed.Address};{solution.Timestamps.Address}");
        await library.PackSignedAsync();
        await solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll").VerifyAsync();
        var attempts = Manifest.Read(solution, "Greetings.1.0.0").Everything("failedAttempts");
        StringAssert.Contains(attempts, closed.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain(solution.Timestamps.Address.AbsoluteUri, attempts);
    }

    [TestMethod]
    public async Task The_timestamps_of_another_implementation_are_accepted()
    {
        await using var solution = new TestSolution();
        await using var server = new OpenSslTimestampServer();
        await solution.Add("Greetings").Set("CodeSignTimestampServers", server.Address.AbsoluteUri).PackSignedAsync();
        await solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll").VerifyAsync();
        Assert.AreEqual(3, server.Requests);
    }

    [TestMethod]
    public async Task Without_a_server_it_is_an_error_and_only_a_setting_does_without()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Set("CodeSignTimestampServers", null);
        var refused = await library.PackAsync();
        Assert.IsFalse(refused.Succeeded, refused.ToString());
        StringAssert.Contains(refused.Diagnostics.Single(d => d.IsError).Text, "CodeSignTimestampServers", StringComparison.Ordinal);
        solution.EnsureOutput();

        var result = await library.Set("CodeSignTimestamp", "false").PackAsync("--no-restore");
        Assert.IsTrue(result.Succeeded, result.ToString());
        var package = solution.Package("Greetings.1.0.0");
        Assert.IsFalse(package.SignatureOf("lib/net10.0/Greetings.dll")!.HasTimestamp);
        Assert.IsTrue(package.IsSigned);
    }
}
