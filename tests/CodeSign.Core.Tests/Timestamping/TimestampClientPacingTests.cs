using System.Diagnostics;
using CodeSign.Diagnostics;
using CodeSign.Testing;
using CodeSign.Timestamping;

namespace CodeSign.Core.Tests.Timestamping;

[TestClass]
public sealed class TimestampClientPacingTests
{
    [TestMethod]
    public async Task Retry_After_is_honoured()
    {
        await using var server = new TimestampServer { RetryAfter = "45" };
        server.FailNext(TimestampFault.TooManyRequests, TimestampFault.Unavailable);
        using var fixture = new ClientFixture(server.Address);
        var token = await fixture.AskAsync();
        Assert.HasCount(2, token.FailedAttempts);
        Assert.IsGreaterThanOrEqualTo(89, fixture.Clock.Ahead.TotalSeconds);
        Assert.IsLessThan(95, fixture.Clock.Ahead.TotalSeconds);
    }

    [TestMethod]
    public async Task Retry_After_as_a_date_is_honoured()
    {
        await using var server = new TimestampServer { RetryAfter = DateTimeOffset.UtcNow.AddSeconds(45).ToString("R") };
        server.FailNext(TimestampFault.TooManyRequests);
        using var fixture = new ClientFixture(server.Address);
        await fixture.AskAsync();
        Assert.IsInRange(40, 46, fixture.Clock.Ahead.TotalSeconds);
    }

    [TestMethod]
    public async Task A_longer_Retry_After_than_the_budget_is_an_error_at_once()
    {
        await using var server = new TimestampServer { Fault = TimestampFault.TooManyRequests, RetryAfter = "3600" };
        using var fixture = new ClientFixture(server.Address);
        for (var i = 0; i < 2; i++)
        {
            var e = await Assert.ThrowsExactlyAsync<CodeSignException>(() => fixture.AskAsync());
            Assert.Contains("HTTP status 429", e.Diagnostic.Cause);
        }

        Assert.IsEmpty(fixture.Clock.Skipped);
        Assert.AreEqual(1, server.Requests, "Who asked to be left alone is left alone.");
    }

    [TestMethod]
    public async Task A_server_that_asked_to_be_left_alone_is_passed_over()
    {
        await using var busy = new TimestampServer { Fault = TimestampFault.TooManyRequests, RetryAfter = "3600" };
        await using var good = new TimestampServer();
        using var fixture = new ClientFixture(busy.Address, good.Address);
        Assert.HasCount(1, (await fixture.AskAsync()).FailedAttempts);
        Assert.IsEmpty((await fixture.AskAsync()).FailedAttempts);
        Assert.AreEqual(1, busy.Requests);
        Assert.AreEqual(2, good.Requests);
    }

    [TestMethod]
    public async Task The_budget_is_never_exceeded()
    {
        await using var server = new TimestampServer { Fault = TimestampFault.TooManyRequests };
        using var fixture = new ClientFixture(options => options with { Budget = TimeSpan.FromMinutes(6) }, server.Address);
        var e = await Assert.ThrowsExactlyAsync<CodeSignException>(() => fixture.AskAsync());
        Assert.AreSame(TimestampDiagnostics.NoTimestamp, e.Diagnostic.Descriptor);
        Assert.IsLessThanOrEqualTo(TimeSpan.FromMinutes(6), fixture.Clock.Ahead);
        Assert.IsGreaterThan(20, server.Requests, "A server that is merely busy is asked until the budget is used up.");
    }

    [TestMethod]
    public async Task The_budget_ends_a_request_that_is_under_way()
    {
        await using var server = new TimestampServer { Fault = TimestampFault.Silence };
        using var fixture = new ClientFixture(
            options => options with { Time = TimeProvider.System, Budget = TimeSpan.FromMilliseconds(300) }, server.Address);
        var e = await Assert.ThrowsExactlyAsync<CodeSignException>(() => fixture.AskAsync());
        Assert.Contains("no answer in the time allowed", e.Diagnostic.Cause);
    }

    [TestMethod]
    public async Task No_more_requests_are_under_way_than_the_user_allows()
    {
        await using var server = new TimestampServer { Latency = TimeSpan.FromMilliseconds(20) };
        using var fixture = new ClientFixture(options => options with { Concurrency = 3 }, server.Address);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => fixture.AskAsync()));
        Assert.AreEqual(3, server.PeakConcurrency);
        Assert.AreEqual(30, server.Requests);
        Assert.IsLessThanOrEqualTo(3, server.Connections, "Connections are kept.");
    }

    [TestMethod]
    public async Task A_server_that_refuses_some_is_asked_more_slowly_and_serves_them_all()
    {
        var clock = new FastClock(10);
        await using var server = new TimestampServer { Capacity = 3, Latency = TimeSpan.FromMilliseconds(30), Clock = clock };
        using var fixture = new ClientFixture(options => options with { Time = clock }, server.Address);
        var tokens = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => fixture.AskAsync()));
        Assert.IsGreaterThan(TimeSpan.Zero, fixture.Client.Endpoints[0].Interval);
        Assert.IsLessThan(60, tokens.Sum(token => token.FailedAttempts.Count), "The client learns from refusals.");
    }

    [TestMethod]
    public async Task A_server_that_answers_everything_gets_more_at_once()
    {
        await using var server = new TimestampServer { Latency = TimeSpan.FromMilliseconds(30) };
        using var fixture = new ClientFixture(server.Address);
        await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => fixture.AskAsync()));
        Assert.AreEqual(32, fixture.Client.Endpoints[0].Concurrency);
        Assert.IsLessThanOrEqualTo(32, server.PeakConcurrency);
    }

    [TestMethod]
    public async Task The_interval_between_requests_is_kept()
    {
        await using var server = new TimestampServer();
        using var fixture = new ClientFixture(options => options with { MinimumInterval = TimeSpan.FromSeconds(15) }, server.Address);
        server.Clock = fixture.Clock;
        for (var i = 0; i < 5; i++)
            await fixture.AskAsync();
        Assert.IsInRange(55, 60.1, fixture.Clock.Ahead.TotalSeconds);
        Assert.HasCount(4, fixture.Clock.Skipped);
    }

    [TestMethod]
    public async Task A_server_that_keeps_failing_is_left_alone_and_the_next_one_serves()
    {
        await using var broken = new TimestampServer { Fault = TimestampFault.InternalServerError };
        await using var good = new TimestampServer();
        using var fixture = new ClientFixture(broken.Address, good.Address);
        for (var i = 0; i < 50; i++)
            await fixture.AskAsync();
        Assert.AreEqual(8, broken.Requests);
        Assert.AreEqual(50, good.Requests);
    }

    [TestMethod]
    public async Task A_server_that_was_left_alone_is_tried_again_and_used_when_it_is_well()
    {
        await using var server = new TimestampServer();
        server.FailNext(Enumerable.Repeat(TimestampFault.InternalServerError, 8).ToArray());
        await using var good = new TimestampServer();
        using var fixture = new ClientFixture(server.Address, good.Address);
        for (var i = 0; i < 8; i++)
            await fixture.AskAsync();
        Assert.AreEqual(good.Address.AbsoluteUri, (await fixture.AskAsync()).Server);
        await Task.Delay(TimeSpan.FromSeconds(6), fixture.Clock);
        var token = await fixture.AskAsync();
        Assert.AreEqual(server.Address.AbsoluteUri, token.Server);
    }

    [TestMethod]
    public async Task A_dead_server_alone_ends_a_whole_build_s_requests_soon()
    {
        using var down = new ClosedPort();
        using var fixture = new ClientFixture(down.Address);
        var asking = Enumerable.Range(0, 40).Select(_ => fixture.AskAsync()).ToArray();
        foreach (var task in asking)
        {
            var e = await Assert.ThrowsExactlyAsync<CodeSignException>(() => task);
            Assert.Contains("ConnectionRefused", e.Diagnostic.Cause);
        }
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task Two_hundred_timestamps_from_a_server_that_takes_200_ms_take_less_than_4_seconds()
    {
        await using var server = new TimestampServer { Latency = TimeSpan.FromMilliseconds(200) };
        using var fixture = new ClientFixture(options => options with { Time = TimeProvider.System }, server.Address);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => fixture.AskAsync()));
        var took = Stopwatch.GetElapsedTime(start);
        Assert.AreEqual(200, server.Requests);
        Assert.IsLessThan(4, took.TotalSeconds);
        Console.WriteLine($"200 timestamps in {took.TotalSeconds:0.00} s.");
    }
}
