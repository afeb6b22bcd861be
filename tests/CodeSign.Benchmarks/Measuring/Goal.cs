using System.Globalization;

namespace CodeSign.Benchmarks;

/// <summary>What was aimed at, and what came out.</summary>
/// <param name="Text">The outcome and the aim, in words.</param>
/// <param name="IsMet">Whether it was reached.</param>
internal sealed record Goal(string Text, bool IsMet)
{
    /// <summary>So many times faster than the peer.</summary>
    public static Goal Faster(Measurement ours, Measurement peer, double times)
    {
        var factor = peer.Median / ours.Median;
        return new Goal(Format($"{ours.Name}: {factor:0.00} times faster than {peer.Name}; goal: at least {times:0.0#}"), factor >= times);
    }

    /// <summary>At most so many times the peer's time.</summary>
    public static Goal AtMostTimes(Measurement ours, Measurement peer, double times)
    {
        var factor = ours.Median / peer.Median;
        return new Goal(Format($"{ours.Name}: {factor:0.00} times the time of {peer.Name}; goal: at most {times:0.0#}"), factor <= times);
    }

    /// <summary>Within so many seconds.</summary>
    public static Goal Within(Measurement ours, double seconds)
    {
        var median = ours.Median.TotalSeconds;
        return new Goal(Format($"{ours.Name}: {median:0.000} s; goal: under {seconds:0.0##}"), median < seconds);
    }

    /// <summary>Within so much memory.</summary>
    public static Goal WithinMemory(string what, long bytes, int megabytes) =>
        new(Format($"{what}: {bytes / 1e6:0} MB; goal: under {megabytes}"), bytes < megabytes * 1_000_000L);

    /// <summary>At most so many times the memory that less work takes.</summary>
    public static Goal Flat(string what, long bytes, string less, long bytesOfLess, double times)
    {
        var factor = bytes / (double)bytesOfLess;
        return new Goal(Format($"{what}: {factor:0.00} times the memory of {less}; goal: at most {times:0.0#}"), factor <= times);
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
