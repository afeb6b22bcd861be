using CodeSign.Signing;

namespace CodeSign.Core.Tests.Signing;

/// <summary>Who goes on when there is a place again.</summary>
[TestClass]
public sealed class ConcurrencyLimitTests
{
    [TestMethod]
    [Timeout(60_000)]
    public async Task The_last_to_wait_is_the_first_to_go_on()
    {
        var limit = new ConcurrencyLimit(1);
        var end = new TaskCompletionSource<int>();
        var order = new List<int>();
        var first = limit.RunAsync(_ => end.Task, CancellationToken.None);
        var waiting = Enumerable.Range(1, 3).Select(number => limit.RunAsync(_ => Note(order, number), CancellationToken.None)).ToList();

        end.SetResult(0);
        await Task.WhenAll([first, .. waiting]);

        CollectionAssert.AreEqual((int[])[3, 2, 1], order);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task No_more_run_at_once_than_there_are_places()
    {
        var limit = new ConcurrencyLimit(2);
        var ends = new[] { new TaskCompletionSource<int>(), new TaskCompletionSource<int>() };
        var order = new List<int>();
        var running = ends.Select(end => limit.RunAsync(_ => end.Task, CancellationToken.None)).ToList();
        var third = limit.RunAsync(_ => Note(order, 3), CancellationToken.None);
        Assert.IsEmpty(order);

        ends[1].SetResult(2);
        await third;

        CollectionAssert.AreEqual((int[])[3], order);
        Assert.IsFalse(running[0].IsCompleted);
        ends[0].SetResult(1);
        await Task.WhenAll(running);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task What_is_cancelled_while_it_waits_is_never_begun_and_takes_no_place()
    {
        var limit = new ConcurrencyLimit(1);
        using var cancellation = new CancellationTokenSource();
        var end = new TaskCompletionSource<int>();
        var order = new List<int>();
        var first = limit.RunAsync(_ => end.Task, CancellationToken.None);
        var waiting = limit.RunAsync(_ => Note(order, 2), cancellation.Token);

        await cancellation.CancelAsync();
        end.SetResult(1);

        await Assert.ThrowsExactlyAsync<OperationCanceledException>(() => waiting);
        await first;
        await limit.RunAsync(_ => Note(order, 3), CancellationToken.None);
        CollectionAssert.AreEqual((int[])[3], order);
    }

    private static Task<int> Note(List<int> order, int number)
    {
        order.Add(number);
        return Task.FromResult(number);
    }
}
