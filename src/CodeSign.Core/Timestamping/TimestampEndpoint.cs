using System.Globalization;
using Polly;
using Polly.CircuitBreaker;

namespace CodeSign.Timestamping;

/// <summary>
/// One timestamp server: its pace, its time limits, and its circuit breaker. A server that fails nearly always is left alone for a
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
    private readonly ReplyPatience _patience;
    private readonly RequestGate _gate;
    private readonly Lazy<ResiliencePipeline<AttemptResult>> _pipeline;
    private long _servedAt;
    private volatile string _lastFailure = "";

    public TimestampEndpoint(Uri address, TimestampTransport transport, TimestampClientOptions options)
    {
        _address = address;
        _transport = transport;
        _time = options.Time;
        _patience = new ReplyPatience(options.MinimumAttemptTimeout, options.AttemptTimeout);
        var pace = new RequestPace(
            options.Concurrency ?? TimestampClientOptions.DefaultConcurrency,
            options.Concurrency ?? TimestampClientOptions.DefaultMaximumConcurrency,
            options.MinimumInterval,
            options.BusyDelay);
        _gate = new RequestGate(pace, options.Time);
        _pipeline = new Lazy<ResiliencePipeline<AttemptResult>>(() => CreatePipeline(options));
        Name = TimestampServerAddress.Display(address);
    }

    /// <summary>The address as logs and manifests may show it.</summary>
    public string Name { get; }

    /// <summary>How many requests are sent at once now.</summary>
    public int Concurrency => _gate.Limit;

    /// <summary>The time between the starts of two requests now.</summary>
    public TimeSpan Interval => _gate.Interval;

    /// <summary>Whether it has given a token lately: what fails now is likely to work in a moment.</summary>
    public bool IsServing => _time.GetUtcNow().Ticks - Volatile.Read(ref _servedAt) < FailuresWithin.Ticks;

    /// <summary>Makes ready what the first request needs.</summary>
    public void WarmUp() => _ = _pipeline.Value;

    /// <summary>Asks the server, when it is this search's turn.</summary>
    /// <param name="run">The search. Those that began earlier go first.</param>
    /// <param name="request">The request.</param>
    /// <param name="read">Turns the reply into a validated token.</param>
    /// <param name="budget">The time for it, started when a request is sent.</param>
    public async Task<AttemptResult> AskAsync(
        TimestampRun run, TimestampRequest request, Func<TransportResult, AttemptResult> read, TimeBudget budget)
    {
        if (await _gate.EnterAsync(run.Number, budget.Token) is not { } ticket)
            return AttemptResult.Paused($"left alone as it asked for: {_lastFailure}", _gate.PauseLeft);

        AttemptResult? result = null;
        try
        {
            result = await SendAsync(run, request, read, budget);
            Learn(result);
        }
        finally
        {
            _gate.Leave(ticket, result);
        }

        return result.Kind == AttemptKind.Busy ? result with { RetryAfter = _gate.PauseLeft } : result;
    }

    private async Task<AttemptResult> SendAsync(
        TimestampRun run, TimestampRequest request, Func<TransportResult, AttemptResult> read, TimeBudget budget)
    {
        budget.Start();
        try
        {
            return await _pipeline.Value.ExecuteAsync(
                static async (work, token) => await work.Endpoint.SendAsync(work.Patience, work.Request, work.read, token),
                (Endpoint: this, Patience: _patience.For(run.Unanswered), Request: request.Encoded, read),
                budget.Token);
        }
        catch (BrokenCircuitException e)
        {
            return AttemptResult.Broken($"left alone for a while after it failed repeatedly: {_lastFailure}", e.RetryAfter);
        }
    }

    private async ValueTask<AttemptResult> SendAsync(
        TimeSpan patience, byte[] request, Func<TransportResult, AttemptResult> read, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var start = _time.GetTimestamp();
        try
        {
            var reply = await _transport.PostAsync(_address, request, either.Token);
            var took = _time.GetElapsedTime(start);
            var result = read(reply);
            if (result.Kind == AttemptKind.Success)
                _patience.Learn(took);
            return result;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return AttemptResult.Unanswered(
                string.Create(CultureInfo.InvariantCulture, $"no answer within {patience.TotalSeconds:0.#} s"));
        }
    }

    private void Learn(AttemptResult result)
    {
        if (result.Kind == AttemptKind.Success)
            Volatile.Write(ref _servedAt, _time.GetUtcNow().Ticks);
        else if (result.WasAsked)
            _lastFailure = result.Reason;
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
                    arguments.Outcome.Result?.Kind is AttemptKind.MayPass or AttemptKind.Unanswered or AttemptKind.Final),
            })
            .Build();
}
