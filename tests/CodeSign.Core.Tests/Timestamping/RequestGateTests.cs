using CodeSign.Testing;
using CodeSign.Timestamping;

namespace CodeSign.Core.Tests.Timestamping;

[TestClass]
public sealed class RequestGateTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    [TestMethod]
    public async Task The_search_that_began_first_goes_first_whenever_it_came()
    {
        var gate = Gate(limit: 1, TimeProvider.System);
        var passed = new List<long>();
        var ticket = await gate.EnterAsync(10, CancellationToken.None);
        var waiting = new long[] { 7, 3, 9, 5 }.Select(PassAsync).ToArray();

        Answer(gate, ticket!.Value);
        await Task.WhenAll(waiting);

        Assert.AreEqual("3 5 7 9", string.Join(' ', passed));

        async Task PassAsync(long order)
        {
            var own = await gate.EnterAsync(order, CancellationToken.None);
            passed.Add(order);
            Answer(gate, own!.Value);
        }
    }

    [TestMethod]
    public async Task One_that_gave_up_waiting_takes_no_place()
    {
        var gate = Gate(limit: 1, TimeProvider.System);
        using var impatience = new CancellationTokenSource();
        var ticket = await gate.EnterAsync(1, CancellationToken.None);
        var given = gate.EnterAsync(2, impatience.Token).AsTask();
        var next = gate.EnterAsync(3, CancellationToken.None).AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => given);

        Answer(gate, ticket!.Value);

        await next;
    }

    [TestMethod]
    public async Task A_server_that_refuses_is_asked_at_the_rate_at_which_it_answered_and_the_interval_is_halved_into_between()
    {
        var clock = new SkippingClock(TimeSpan.FromMinutes(1));
        var gate = Gate(limit: 1, clock);
        await AnswersAsync(gate, 5);
        await RefusalAsync(gate, clock);
        var measured = gate.Interval;
        Assert.IsInRange(2, 4, measured.TotalSeconds, "Five answers, and ten seconds in which no more were to be had.");

        await AnswersAsync(gate, 8);
        AssertInterval(0.5);
        await RefusalAsync(gate, clock);
        AssertInterval(0.75);
        await AnswersAsync(gate, 8);
        AssertInterval(0.625);
        await RefusalAsync(gate, clock);
        AssertInterval(0.6875);

        void AssertInterval(double share) => Assert.AreEqual(share * measured.TotalSeconds, gate.Interval.TotalSeconds, 1e-6);
    }

    [TestMethod]
    public async Task A_server_that_takes_more_than_before_gets_it_in_the_end()
    {
        var clock = new SkippingClock(TimeSpan.FromMinutes(1));
        var gate = Gate(limit: 1, clock);
        await AnswersAsync(gate, 5);
        await RefusalAsync(gate, clock);
        await AnswersAsync(gate, 8);
        await RefusalAsync(gate, clock);
        var refused = gate.Interval;

        await AnswersAsync(gate, 2000);

        Assert.IsLessThan(refused / 2, gate.Interval);
    }

    [TestMethod]
    public async Task A_server_that_refuses_at_random_gets_at_least_one_request_in_the_time_that_it_names()
    {
        var clock = new SkippingClock(TimeSpan.FromMinutes(1));
        var gate = Gate(limit: 1, clock);
        for (var refusal = 0; refusal < 100; refusal++)
            await RefusalAsync(gate, clock);
        Assert.IsLessThanOrEqualTo(Pause.TotalSeconds * 1.1, gate.Interval.TotalSeconds);
    }

    [TestMethod]
    public async Task Those_who_wait_are_told_when_the_server_wants_to_be_left_alone()
    {
        var gate = Gate(limit: 1, TimeProvider.System);
        var ticket = await gate.EnterAsync(1, CancellationToken.None);
        var waiting = gate.EnterAsync(2, CancellationToken.None).AsTask();

        gate.Leave(ticket!.Value, AttemptResult.Busy("too many", Pause));

        Assert.IsNull(await waiting);
        Assert.IsNull(await gate.EnterAsync(3, CancellationToken.None));
        Assert.IsInRange(8, 10, gate.PauseLeft.TotalSeconds);
    }

    private static RequestGate Gate(int limit, TimeProvider time) => new(limit, ceiling: limit, TimeSpan.Zero, time);

    private static async Task AnswersAsync(RequestGate gate, int count)
    {
        for (var answer = 0; answer < count; answer++)
            Answer(gate, (await gate.EnterAsync(order: 1, CancellationToken.None))!.Value);
    }

    private static async Task RefusalAsync(RequestGate gate, TimeProvider clock)
    {
        var ticket = await gate.EnterAsync(order: 1, CancellationToken.None);
        gate.Leave(ticket!.Value, AttemptResult.Busy("too many", Pause));
        await Task.Delay(Pause, clock);
    }

    private static void Answer(RequestGate gate, int ticket) => gate.Leave(ticket, new AttemptResult(AttemptKind.Success, null, ""));
}
