namespace CodeSign.Timestamping;

/// <summary>
/// How long a server's answer is waited for. It is learnt from the times of its answers as TCP learns when to send a segment again (RFC
/// 6298, section 2): their smoothed mean and four times their smoothed deviation, and twice as long for each answer that the same search
/// has waited for in vain. A request that got lost is found out in seconds, and a server that is slow gets the time it needs.
/// </summary>
/// <param name="least">The shortest wait.</param>
/// <param name="most">The longest wait.</param>
internal sealed class ReplyPatience(TimeSpan least, TimeSpan most)
{
    private const double MeanGain = 1 / 8.0;
    private const double DeviationGain = 1 / 4.0;
    private const int Deviations = 4;
    private static readonly TimeSpan BeforeFirstAnswer = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private TimeSpan? _mean;
    private TimeSpan _deviation;

    /// <summary>How long to wait for the answer to the next request.</summary>
    /// <param name="unanswered">How many requests of the same search got no answer in time.</param>
    public TimeSpan For(int unanswered)
    {
        TimeSpan usual;
        lock (_lock)
            usual = _mean is { } mean ? mean + (Deviations * _deviation) : BeforeFirstAnswer;
        var patient = TimeSpan.FromTicks(Math.Max(usual.Ticks, least.Ticks)) * Math.Pow(2, Math.Min(unanswered, 16));
        return patient < most ? patient : most;
    }

    /// <summary>Learns from the time that an answer took.</summary>
    public void Learn(TimeSpan took)
    {
        lock (_lock)
        {
            if (_mean is not { } mean)
            {
                _mean = took;
                _deviation = took / 2;
                return;
            }

            _deviation += DeviationGain * ((mean - took).Duration() - _deviation);
            _mean = mean + (MeanGain * (took - mean));
        }
    }
}
