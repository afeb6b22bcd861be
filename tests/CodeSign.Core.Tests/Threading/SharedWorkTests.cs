using CodeSign.Threading;

namespace CodeSign.Core.Tests.Threading;

[TestClass]
public sealed class SharedWorkTests
{
    [TestMethod]
    [DataRow(0, 2)]
    [DataRow(1, 8)]
    [DataRow(1000, 1)]
    [DataRow(1000, 4)]
    public void Each_is_done_once(int count, int threads)
    {
        var done = new int[count];
        SharedWork.Run(count, threads, index => Interlocked.Increment(ref done[index]), CancellationToken.None);
        Assert.IsTrue(Array.TrueForAll(done, times => times == 1));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public void A_failure_is_thrown_as_it_is_and_ends_the_rest(int threads)
    {
        var done = 0;
        var thrown = Assert.ThrowsExactly<InvalidDataException>(() => SharedWork.Run(1_000_000, threads, index =>
        {
            if (index == 3)
                throw new InvalidDataException("the third");
            Interlocked.Increment(ref done);
        }, CancellationToken.None));
        Assert.AreEqual("the third", thrown.Message);
        Assert.IsLessThan(1_000_000 - 1, done);
    }

    [TestMethod]
    public void A_caller_ends_it()
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsExactly<OperationCanceledException>(() => SharedWork.Run(1_000_000, 2, index =>
        {
            if (index == 3)
                source.Cancel();
        }, source.Token));
    }
}
