using CodeSign.Timestamping;

namespace CodeSign.Core.Tests.Timestamping;

[TestClass]
public sealed class RequestPaceTests
{
    private const int Requests = 200;
    private static readonly TimeSpan BusyDelay = TimeSpan.FromSeconds(1);
    private static readonly Func<double, double?> InTime = ready => Math.Ceiling(ready);
    private static readonly Func<double, double?> Nothing = _ => null;

    /// <summary>By how they count, and what their Retry-After field says.</summary>
    private static readonly Dictionary<string, Server> Servers = new()
    {
        ["5 in any second, 1"] = new(() => new SimulatedQuota.SlidingWindow(5, 1), _ => 1, 43, 20),
        ["5 in any second, nothing"] = new(() => new SimulatedQuota.SlidingWindow(5, 1), Nothing, 43, 20),
        ["5 in any second, those refused too, 1"] = new(() => new SimulatedQuota.SlidingWindow(5, 1, countsRefused: true), _ => 1, 43, 20),
        ["2 in any second, 1"] = new(() => new SimulatedQuota.SlidingWindow(2, 1), _ => 1, 106, 20),
        ["20 in any second, 1"] = new(() => new SimulatedQuota.SlidingWindow(20, 1), _ => 1, 18, 40),
        ["60 in any minute, 30"] = new(() => new SimulatedQuota.SlidingWindow(60, 60), _ => 30, 210, 40),
        ["60 in any minute, those refused too, 30"] = new(
            () => new SimulatedQuota.SlidingWindow(60, 60, countsRefused: true), _ => 30, 210, 40),
        ["60 in any minute, in time"] = new(() => new SimulatedQuota.SlidingWindow(60, 60), InTime, 210, 40),
        ["60 in any minute, nothing"] = new(() => new SimulatedQuota.SlidingWindow(60, 60), Nothing, 200, 50),
        ["60 in any minute, 1"] = new(() => new SimulatedQuota.SlidingWindow(60, 60), _ => 1, 200, 50),
        ["5 in each second, in time"] = new(() => new SimulatedQuota.FixedWindow(5, 1), InTime, 50, 30),
        ["60 in each minute, in time"] = new(() => new SimulatedQuota.FixedWindow(60, 60), InTime, 170, 40),
        ["60 in each minute, nothing"] = new(() => new SimulatedQuota.FixedWindow(60, 60), Nothing, 180, 50),
        ["bucket of 1, 5 a second, 1"] = new(() => new SimulatedQuota.Bucket(1, 5), _ => 1, 48, 20),
        ["bucket of 5, 5 a second, nothing"] = new(() => new SimulatedQuota.Bucket(5, 5), Nothing, 43, 25),
        ["bucket of 20, 5 a second, in time"] = new(() => new SimulatedQuota.Bucket(20, 5), InTime, 40, 45),
        ["bucket of 60, 1 a second, in time"] = new(() => new SimulatedQuota.Bucket(60, 1), InTime, 145, 120),
        ["bucket of 10, 5 a second, those refused too, in time"] = new(
            () => new SimulatedQuota.Bucket(10, 5, countsRefused: true), InTime, 50, 45),
    };

    public static IEnumerable<object[]> Names => Servers.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void A_server_that_counts_requests_gets_nearly_as_many_as_it_takes(string name)
    {
        var server = Servers[name];
        var quota = server.Quota();
        var simulation = new PaceSimulation(Pace(), quota, server.RetryAfter);

        var took = simulation.Run(Requests);

        Console.WriteLine(FormattableString.Invariant($"{took:0.0} s of {quota.LeastTime(Requests):0.0}, {simulation.Refused} refused"));
        Assert.IsLessThan(server.Seconds, took);
        Assert.IsLessThan(server.Refused, simulation.Refused);
        Assert.AreEqual(0, simulation.TooEarly, "Who asks to be left alone is left alone.");
    }

    [TestMethod]
    public void A_server_that_takes_more_after_a_while_gets_more()
    {
        var quota = new SimulatedQuota.Changing(new SimulatedQuota.SlidingWindow(2, 1), new SimulatedQuota.SlidingWindow(20, 1), after: 60);
        var pace = Pace();

        new PaceSimulation(pace, quota, _ => 1).Run(1000);

        Assert.IsLessThan(0.1, pace.Interval.TotalSeconds);
    }

    [TestMethod]
    public void A_server_that_takes_less_after_a_while_gets_less()
    {
        var quota = new SimulatedQuota.Changing(new SimulatedQuota.SlidingWindow(20, 1), new SimulatedQuota.SlidingWindow(2, 1), after: 5);
        var pace = Pace();
        var simulation = new PaceSimulation(pace, quota, _ => 1);

        simulation.Run(500);

        Assert.IsInRange(0.4, 0.8, pace.Interval.TotalSeconds);
        Assert.IsLessThan(100, simulation.Refused);
    }

    [TestMethod]
    public void What_the_user_has_set_is_kept_whatever_the_server_takes()
    {
        var pace = new RequestPace(3, 3, TimeSpan.FromSeconds(0.05), BusyDelay);
        var simulation = new PaceSimulation(pace, new SimulatedQuota.SlidingWindow(5, 1), _ => 1) { IsSilent = number => number % 20 == 3 };

        simulation.Run(Requests);

        Assert.IsLessThanOrEqualTo(3, simulation.Peak);
        var shortest = simulation.Starts.Zip(simulation.Starts.Skip(1), (one, next) => next - one).Min();
        Assert.IsGreaterThanOrEqualTo(0.0499, shortest);
    }

    [TestMethod]
    public void A_server_that_goes_on_refusing_is_asked_less_and_less_often()
    {
        var pace = Pace();
        var pauses = new List<double>();
        var now = TimeSpan.Zero;
        for (var refusal = 0; refusal < 7; refusal++)
        {
            pace.End(pace.Start(now), AttemptResult.Busy("", retryAfter: null), now);
            pauses.Add((pace.PausedUntil - now).TotalSeconds);
            now = pace.NextStart;
        }

        Assert.AreEqual("1 2 4 8 16 16 16", string.Join(' ', pauses));
    }

    [TestMethod]
    public void After_a_pause_one_request_goes_first()
    {
        var pace = Pace();
        Refuse(pace);
        var now = pace.NextStart;

        var first = pace.Start(now);
        Assert.IsTrue(pace.IsFull);
        pace.End(first, new AttemptResult(AttemptKind.Success, null, ""), now);

        Assert.IsFalse(pace.IsFull);
        Assert.AreEqual(2, pace.Limit);
    }

    [TestMethod]
    public void A_request_without_an_answer_from_before_a_pause_holds_up_nobody()
    {
        var pace = Pace();
        pace.Start(TimeSpan.Zero);
        Refuse(pace);
        Assert.IsFalse(pace.IsFull);
    }

    [TestMethod]
    public void The_longest_pause_counts()
    {
        var pace = Pace();
        var (one, other) = (pace.Start(TimeSpan.Zero), pace.Start(TimeSpan.Zero));
        pace.End(one, AttemptResult.Busy("", TimeSpan.FromSeconds(30)), TimeSpan.FromSeconds(1));
        pace.End(other, AttemptResult.Busy("", TimeSpan.FromSeconds(5)), TimeSpan.FromSeconds(2));
        Assert.AreEqual(31, pace.NextStart.TotalSeconds);
    }

    private static RequestPace Pace() => new(16, 32, TimeSpan.Zero, BusyDelay);

    private static void Refuse(RequestPace pace) =>
        pace.End(pace.Start(TimeSpan.Zero), AttemptResult.Busy("", BusyDelay), TimeSpan.Zero);

    /// <summary>A server, how long 200 requests may take there, and how many may be refused.</summary>
    private sealed record Server(Func<SimulatedQuota> Quota, Func<double, double?> RetryAfter, double Seconds, int Refused);
}
