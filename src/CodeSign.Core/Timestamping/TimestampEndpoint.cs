using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace CodeSign.Timestamping;

/// <summary>
/// One timestamp server: its pace, its time limit, and its circuit breaker. A server that fails nearly always is left alone for a
/// while, so that hundreds of signatures don't each wait for it.
/// </summary>
internal sealed class TimestampEndpoint
{
    private const double BreakingFailureRatio = 0.9;
    private const int FailuresToBreak = 8;
    private static readonly TimeSpan FailuresWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BreakTime = TimeSpan.FromSeconds(5);

    private readonly Uri _address;
    private readonly TimestampTransport _transport;
    private readonly TimeProvider _time;
    private readonly TimeSpan _attemptTimeout;
    private readonly RequestGate _gate;
    private readonly Lazy<ResiliencePipeline<AttemptResult>> _pipeline;
    private long _leftAloneUntil;
    private volatile string _lastFailure = "";

    public TimestampEndpoint(Uri address, TimestampTransport transport, TimestampClientOptions options)
    {
        _address = address;
        _transport = transport;
        _time = options.Time;
        _attemptTimeout = options.AttemptTimeout;
        _gate = new RequestGate(
            options.Concurrency ?? TimestampClientOptions.DefaultConcurrency,
            options.Concurrency ?? TimestampClientOptions.DefaultMaximumConcurrency,
            options.MinimumInterval,
            options.Time);
        _pipeline = new Lazy<ResiliencePipeline<AttemptResult>>(() => CreatePipeline(options));
        Name = TimestampServerAddress.Display(address);
    }

    /// <summary>The address as logs and manifests may show it.</summary>
    public string Name { get; }

    /// <summary>How many requests are sent at once now.</summary>
    public int Concurrency => _gate.Limit;

    /// <summary>Makes ready what the first request needs.</summary>
    public void WarmUp() => _ = _pipeline.Value;

    /// <summary>Asks the server, when it is this request's turn.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Turns the reply into a validated token.</param>
    /// <param name="budget">The time for it, started when the turn has come.</param>
    public async Task<AttemptResult> AskAsync(TimestampRequest request, Func<TransportResult, AttemptResult> read, TimeBudget budget)
    {
        if (LeftAlone() is { } notNow)
            return notNow;

        var ticket = await _gate.EnterAsync(budget.Token);
        AttemptResult? result = null;
        try
        {
            budget.Start();
            // Others may have found out meanwhile.
            result = LeftAlone() ?? await SendAsync(request, read, budget.Token);
            Learn(result);
            return result;
        }
        finally
        {
            _gate.Leave(ticket, result?.Kind);
        }
    }

    private async Task<AttemptResult> SendAsync(
        TimestampRequest request, Func<TransportResult, AttemptResult> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.Value.ExecuteAsync(
                static async (work, token) => work.read(await work.Transport.PostAsync(work.Address, work.Request, token)),
                (Transport: _transport, Address: _address, Request: request.Encoded, read),
                cancellationToken);
        }
        catch (TimeoutRejectedException)
        {
            return AttemptResult.MayPass($"no answer within {_attemptTimeout.TotalSeconds:0.#} s");
        }
        catch (BrokenCircuitException e)
        {
            return AttemptResult.Broken($"left alone for a while after it failed repeatedly: {_lastFailure}", e.RetryAfter);
        }
    }

    private AttemptResult? LeftAlone()
    {
        var left = TimeSpan.FromTicks(Volatile.Read(ref _leftAloneUntil) - _time.GetUtcNow().Ticks);
        return left > TimeSpan.Zero ? AttemptResult.Paused($"left alone as it asked for: {_lastFailure}", left) : null;
    }

    private void Learn(AttemptResult result)
    {
        if (result.Kind == AttemptKind.Success || !result.WasAsked)
            return;

        _lastFailure = result.Reason;
        if (result.RetryAfter is { } wait)
            Volatile.Write(ref _leftAloneUntil, (_time.GetUtcNow() + wait).Ticks);
    }

    private static ResiliencePipeline<AttemptResult> CreatePipeline(TimestampClientOptions options) =>
        new ResiliencePipelineBuilder<AttemptResult> { TimeProvider = options.Time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<AttemptResult>
            {
                FailureRatio = BreakingFailureRatio,
                MinimumThroughput = FailuresToBreak,
                SamplingDuration = FailuresWithin,
                BreakDuration = BreakTime,
                // A busy server is paced, not given up.
                ShouldHandle = static arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is TimeoutRejectedException
                    || arguments.Outcome.Result?.Kind is AttemptKind.MayPass or AttemptKind.Final),
            })
            .AddTimeout(options.AttemptTimeout)
            .Build();
}
