using CodeSign.Timestamping;

namespace CodeSign.Core.Tests.Timestamping;

[TestClass]
public sealed class TimestampRunTests
{
    private static readonly AttemptResult Broken = AttemptResult.Broken("it failed too often", TimeSpan.FromSeconds(5));
    private static readonly AttemptResult Paused = AttemptResult.Paused("left alone", TimeSpan.FromSeconds(1));

    [TestMethod]
    public void Waiting_for_a_busy_server_beside_a_broken_one_is_no_failure()
    {
        using var fixture = new ClientFixture(new Uri("http://broken.example/"), new Uri("http://busy.example/"));
        var run = Round(fixture, Broken, Paused);
        Assert.IsTrue(run.OnlyBusy);
        Assert.AreEqual(0, run.FailedRounds);
        Assert.AreEqual(TimeSpan.FromSeconds(1), run.EarliestRetry);
    }

    [TestMethod]
    public void A_round_of_broken_servers_is_a_failure()
    {
        using var fixture = new ClientFixture(new Uri("http://broken.example/"), new Uri("http://other.example/"));
        Assert.AreEqual(1, Round(fixture, Broken, Broken).LostRounds);
    }

    [TestMethod]
    public void A_round_in_which_a_server_failed_is_a_failure()
    {
        using var fixture = new ClientFixture(new Uri("http://failing.example/"), new Uri("http://busy.example/"));
        Assert.AreEqual(1, Round(fixture, AttemptResult.MayPass("HTTP status 500"), Paused).LostRounds);
    }

    private static TimestampRun Round(ClientFixture fixture, params AttemptResult[] results)
    {
        var endpoints = fixture.Client.Endpoints;
        var run = new TimestampRun(1, endpoints);
        run.StartRound();
        foreach (var (endpoint, result) in endpoints.Zip(results))
            run.Record(endpoint, result, DateTimeOffset.UnixEpoch);
        run.EndRound();
        return run;
    }
}
