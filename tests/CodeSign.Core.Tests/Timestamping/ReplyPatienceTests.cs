using CodeSign.Timestamping;

namespace CodeSign.Core.Tests.Timestamping;

[TestClass]
public sealed class ReplyPatienceTests
{
    [TestMethod]
    public void Before_the_first_answer_it_is_five_seconds_and_doubles_with_each_request_in_vain()
    {
        var patience = Patience();
        Assert.AreEqual("5 10 15 15", string.Join(' ', Enumerable.Range(0, 4).Select(unanswered => patience.For(unanswered).TotalSeconds)));
    }

    [TestMethod]
    public void A_fast_server_gets_the_least()
    {
        var patience = Patience();
        for (var i = 0; i < 10; i++)
            patience.Learn(TimeSpan.FromMilliseconds(200));
        Assert.AreEqual(2, patience.For(0).TotalSeconds);
        Assert.AreEqual(8, patience.For(2).TotalSeconds);
    }

    [TestMethod]
    public void A_slow_server_gets_its_mean_and_four_times_its_deviation()
    {
        var patience = Patience();
        patience.Learn(TimeSpan.FromSeconds(2));
        Assert.AreEqual(6, patience.For(0).TotalSeconds, "2 + 4 × 1");

        patience.Learn(TimeSpan.FromSeconds(4));
        Assert.AreEqual(7.25, patience.For(0).TotalSeconds, 0.001, "2.25 + 4 × 1.25");
    }

    [TestMethod]
    public void It_never_exceeds_the_most()
    {
        var patience = Patience();
        patience.Learn(TimeSpan.FromSeconds(14));
        Assert.AreEqual(15, patience.For(0).TotalSeconds);
        Assert.AreEqual(15, patience.For(int.MaxValue).TotalSeconds);
    }

    private static ReplyPatience Patience() => new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15));
}
