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

    private static RequestGate Gate(int limit, TimeProvider time) =>
        new(new RequestPace(limit, ceiling: limit, TimeSpan.Zero, TimeSpan.FromSeconds(1)), time);

    private static void Answer(RequestGate gate, RequestTicket ticket) => gate.Leave(ticket, new AttemptResult(AttemptKind.Success, null, ""));
}
