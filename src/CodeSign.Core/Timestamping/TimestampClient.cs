using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;
using CodeSign.Verification;

namespace CodeSign.Timestamping;

/// <summary>
/// Asks timestamp servers over HTTP (RFC 3161). The servers are asked in order; one that fails is followed by the next at once, and
/// when all have failed, they are asked again a little later. Each reply is validated before it is given out. One client serves a
/// whole build, any number of threads at once: it keeps connections, and knows which servers are slow, busy or down.
/// </summary>
public sealed class TimestampClient : ITimestampAuthority, IDisposable
{
    private const int MostDoublings = 16;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestDelayWhileServed = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(5);

    private readonly TimestampClientOptions _options;
    private readonly HttpClient _http;
    private readonly TimestampTokenVerifier _verifier;
    private readonly TimestampReplyReader _reader;
    private readonly Lazy<string> _acceptance;
    private long _runs;

    /// <summary>Makes a client. Nothing is sent yet.</summary>
    /// <param name="options">Whom to ask, and how.</param>
    /// <param name="verifier">Validates the tokens.</param>
    /// <exception cref="Diagnostics.CodeSignException">
    /// There is no server (CSB3003), an address can't be used (CSB3002), or a setting is out of range (CSB3004).
    /// </exception>
    public TimestampClient(TimestampClientOptions options, TimestampTokenVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(verifier);
        TimestampSettings.Require(options);
        _options = options;
        _verifier = verifier;
        _reader = new TimestampReplyReader(verifier);
        _acceptance = new Lazy<string>(DescribeAcceptance);
        _http = TimestampTransport.CreateClient(TimeSpan.FromTicks(Math.Min(options.AttemptTimeout.Ticks, LongestConnect.Ticks)));
        var transport = new TimestampTransport(_http, options.Time);
        Endpoints = [.. options.Servers.Distinct().Select(server => new TimestampEndpoint(server, transport, options))];
    }

    /// <summary>The servers, in order of preference.</summary>
    internal IReadOnlyList<TimestampEndpoint> Endpoints { get; }

    /// <inheritdoc/>
    public void Prepare()
    {
        TimestampRequest.Create(new byte[DigestAlgorithm.Sha256.Size], DigestAlgorithm.Sha256, _options.Policy);
        foreach (var endpoint in Endpoints)
            endpoint.WarmUp();
    }

    /// <inheritdoc/>
    public string Acceptance => _acceptance.Value;

    /// <inheritdoc/>
    public TimestampToken? Accept(
        EarlierToken token, ReadOnlyMemory<byte> signature, DigestAlgorithm algorithm, X509Certificate2 signer)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (!Endpoints.Any(endpoint => endpoint.Name == token.Server))
            return null;
        return _verifier.Verify(token.Encoded, signature, new TimestampRequirements
        {
            Trust = _options.Trust,
            Signer = signer,
            ImprintAlgorithm = algorithm,
            Policy = _options.Policy,
            Server = token.Server,
        }).Token;
    }

    /// <inheritdoc/>
    public async ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> signature, DigestAlgorithm algorithm, X509Certificate2 signer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        ArgumentNullException.ThrowIfNull(signer);
        using var budget = new TimeBudget(_options.Budget, _options.Time, cancellationToken);
        var run = new TimestampRun(Interlocked.Increment(ref _runs), Endpoints);
        var imprint = algorithm.Hash(signature.Span);
        try
        {
            while (true)
            {
                if (await AskAllAsync(run, signature, imprint, algorithm, signer, budget) is { } token)
                    return token with { FailedAttempts = run.Attempts };

                // A server that is merely busy, or fails only now and then, is waited for as long as the budget lasts.
                run.EndRound();
                var delay = DelayAfter(run);
                if (IsHopeless(run) || delay >= budget.Left)
                    throw Failure(run, budget.Used);

                _options.Log.Detail($"No timestamp server could serve; asking again in {Seconds(delay)}.");
                await Task.Delay(delay, _options.Time, budget.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(run, budget.Used);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<TimestampToken?> AskAllAsync(
        TimestampRun run,
        ReadOnlyMemory<byte> signature,
        byte[] imprint,
        DigestAlgorithm algorithm,
        X509Certificate2 signer,
        TimeBudget budget)
    {
        run.StartRound();
        foreach (var endpoint in run.Candidates.ToArray())
        {
            var request = TimestampRequest.Create(imprint, algorithm, _options.Policy);
            var result = await endpoint.AskAsync(
                run, request, reply => _reader.Read(reply, signature, Requirements(endpoint, request, algorithm, signer)), budget);
            if (result.Token is { } token)
                return token;

            if (run.Record(endpoint, result, _options.Time.GetUtcNow()))
                _options.Log.Detail($"Timestamp server {endpoint.Name} gave no timestamp: {result.Reason}.");
        }

        return null;
    }

    private bool IsHopeless(TimestampRun run) =>
        run.Candidates.Count == 0
        || run.LostRounds > _options.Retries
        || (_options.Retries == 0 && run.FailedRounds > 0);

    private string DescribeAcceptance()
    {
        var servers = Endpoints.Select(endpoint => endpoint.Name).Order(StringComparer.Ordinal);
        return string.Join('\n', [_options.Policy ?? "", _options.Trust.Fingerprint, .. servers]);
    }

    private TimestampRequirements Requirements(
        TimestampEndpoint endpoint, TimestampRequest request, DigestAlgorithm algorithm, X509Certificate2 signer) => new()
        {
            Trust = _options.Trust,
            Signer = signer,
            ImprintAlgorithm = algorithm,
            Nonce = request.Nonce,
            Policy = _options.Policy,
            Now = _options.Time.GetUtcNow(),
            Server = endpoint.Name,
        };

    // Until the first server is ready where that is known. Otherwise exponential, and jittered so that the files of a build, and the
    // builds of a company, don't all come back at the same moment.
    private TimeSpan DelayAfter(TimestampRun run)
    {
        if (run.OnlyBusy && run.EarliestRetry is { } ready)
            return ready;

        var exponential = Min(
            _options.RetryDelay * Math.Pow(2, Math.Clamp(run.FailedRounds - 1, 0, MostDoublings)),
            run.IsServed ? LongestDelayWhileServed : LongestDelay);
        var jittered = exponential * (0.5 + (0.5 * Random.Shared.NextDouble()));
        return run.EarliestRetry is { } earliest && earliest > jittered ? earliest : jittered;
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static Diagnostics.CodeSignException Failure(TimestampRun run, TimeSpan used) => TimestampDiagnostics.NoTimestamp.Exception(
        $"No timestamp could be had in {Seconds(used)}. {run.Describe()}",
        "Make sure that the servers can be reached from here, or name others in CodeSignTimestampServers; "
        + "the root of a private authority goes into CodeSignTrustedRoots.");

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
