using CodeSign.Timestamping;

namespace CodeSign.Core.Tests.Timestamping;

/// <summary>
/// Requests to a simulated server at a <see cref="RequestPace"/>, on a clock of its own: what takes minutes there takes milliseconds here,
/// the same in every run. An answer takes 200 ms, and up to 10 ms more on the way.
/// </summary>
/// <param name="pace">The pace.</param>
/// <param name="quota">How the server counts.</param>
/// <param name="retryAfter">
/// What its Retry-After field says, in seconds, made of when it would serve again; <see langword="null"/> where it says nothing.
/// </param>
internal sealed class PaceSimulation(RequestPace pace, SimulatedQuota quota, Func<double, double?> retryAfter)
{
    private const double Latency = 0.2;
    private const double Jitter = 0.01;
    private readonly Random _random = new(3161);
    private readonly PriorityQueue<Action, (double Time, int Number)> _events = new();
    private double _now;
    private double _pausedUntil;
    private double _wakeUp = -1;
    private int _scheduled;
    private int _waiting;
    private int _active;

    /// <summary>The number of requests served.</summary>
    public int Served { get; private set; }

    /// <summary>The number of requests refused.</summary>
    public int Refused { get; private set; }

    /// <summary>The number of requests that were sent although the server had asked to be left alone.</summary>
    public int TooEarly { get; private set; }

    /// <summary>How many were under way at once, at most.</summary>
    public int Peak { get; private set; }

    /// <summary>When the requests started, in seconds.</summary>
    public List<double> Starts { get; } = [];

    /// <summary>Which requests, by their number from 1, get no answer for five seconds.</summary>
    public Func<int, bool> IsSilent { get; init; } = _ => false;

    /// <summary>Sends requests until so many have been served.</summary>
    /// <returns>The time that it took, in seconds.</returns>
    public double Run(int requests)
    {
        _waiting = requests;
        Admit();
        while (Served < requests)
        {
            Assert.IsTrue(_events.TryDequeue(out var next, out var when), "Nothing is under way, and some still wait.");
            _now = when.Time;
            next();
        }

        return _now;
    }

    private void At(double time, Action action) => _events.Enqueue(action, (time, _scheduled++));

    private void Admit()
    {
        while (_waiting > 0 && !pace.IsFull)
        {
            var start = pace.NextStart.TotalSeconds;
            if (start > _now)
            {
                if (_wakeUp <= _now || _wakeUp > start + 0.001)
                    At(_wakeUp = start + (0.001 * _random.NextDouble()), Admit);
                return;
            }

            Send();
        }
    }

    private void Send()
    {
        _waiting--;
        _active++;
        Peak = Math.Max(Peak, _active);
        TooEarly += _now < _pausedUntil ? 1 : 0;
        Starts.Add(_now);
        var number = Starts.Count;
        var ticket = pace.Start(TimeSpan.FromSeconds(_now));
        At(_now + (Jitter * _random.NextDouble()), () => Arrive(ticket, number));
    }

    private void Arrive(RequestTicket ticket, int number)
    {
        if (!quota.Take(_now))
        {
            var seconds = retryAfter(quota.ReadyIn(_now));
            At(_now + Latency, () => End(ticket, AttemptResult.Busy("", seconds is { } wait ? TimeSpan.FromSeconds(wait) : null)));
        }
        else if (IsSilent(number))
        {
            At(_now + 5, () => End(ticket, AttemptResult.Unanswered("")));
        }
        else
        {
            At(_now + Latency, () => End(ticket, new AttemptResult(AttemptKind.Success, null, "")));
        }
    }

    private void End(RequestTicket ticket, AttemptResult result)
    {
        _active--;
        pace.End(ticket, result, TimeSpan.FromSeconds(_now));
        if (result.Kind == AttemptKind.Success)
            Served++;
        else
            _waiting++;
        if (result.Kind == AttemptKind.Busy)
        {
            Refused++;
            _pausedUntil = Math.Max(_pausedUntil, _now + (result.RetryAfter?.TotalSeconds ?? 1));
        }

        Admit();
    }
}
