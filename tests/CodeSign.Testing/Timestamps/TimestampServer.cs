using System.Collections.Concurrent;
using System.Globalization;

namespace CodeSign.Testing;

/// <summary>
/// An RFC 3161 timestamp server on the loopback address, with a clock that can be set and faults that can be switched on, for all
/// requests or for the next ones. It shares no code with the product.
/// </summary>
public sealed class TimestampServer : IAsyncDisposable
{
    /// <summary>The policy of the tokens where a request names none; the arc is the one set aside for examples.</summary>
    public const string DefaultPolicy = "2.999.3161.1";

    private readonly LoopbackServer _server;
    private readonly CertificateAuthority _authority;
    private readonly TimestampReply _reply;
    private readonly ConcurrentQueue<TimestampFault> _next = new();
    private readonly RequestQuota _quota = new();
    private Renewal? _renewal;
    private int _serial;
    private int _active;

    /// <summary>Starts a server.</summary>
    /// <param name="authority">Who issues the certificates of faulty replies; default: the tests' own.</param>
    /// <param name="certificate">What it signs with; default: the tests' RSA timestamping certificate.</param>
    public TimestampServer(CertificateAuthority? authority = null, TestCertificate? certificate = null)
    {
        _authority = authority ?? TestIdentities.Authority;
        _reply = ReplyOf(certificate ?? TestIdentities.Timestamping);
        _server = new LoopbackServer(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => _server.Address;

    /// <summary>The clock that genTime is read from.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>What it does wrong from now on, after the faults of <see cref="FailNext"/>.</summary>
    public TimestampFault Fault { get; set; }

    /// <summary>What it does wrong with each request, by its number from 1; in place of <see cref="Fault"/> where it is set.</summary>
    public Func<int, TimestampFault>? FaultOf { get; set; }

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>How many requests it serves at once; those beyond get status 429. Default: no limit.</summary>
    public int Capacity { get; set; } = int.MaxValue;

    /// <summary>How many requests it serves within any second of <see cref="Clock"/>; those beyond get status 429. Default: no limit.</summary>
    public int RequestsPerSecond { get; set; } = int.MaxValue;

    /// <summary>The Retry-After field of statuses 429 and 503; default: none.</summary>
    public string? RetryAfter { get; set; }

    /// <summary>Where <see cref="TimestampFault.Redirect"/> points to.</summary>
    public Uri? RedirectTarget { get; set; }

    /// <summary>How many requests were received.</summary>
    public int Requests => _server.Calls;

    /// <summary>How many requests were in the works at the same time, at most.</summary>
    public int PeakConcurrency => _server.PeakConcurrency;

    /// <summary>How many connections were opened.</summary>
    public int Connections => _server.Connections;

    /// <summary>The bodies of the requests, in the order received.</summary>
    public ConcurrentQueue<ReadOnlyMemory<byte>> Received { get; } = new();

    /// <summary>Makes a good reply with the tests' own certificate, without a server.</summary>
    /// <param name="request">The TimeStampReq, DER.</param>
    public static byte[] MakeReply(ReadOnlyMemory<byte> request)
    {
        using var reply = new TimestampReply(new TimestampSigners(TestIdentities.Authority, TestIdentities.Timestamping), DefaultPolicy);
        return reply.Make(request, DateTimeOffset.UtcNow, serial: 1, TimestampFault.None);
    }

    /// <summary>Sets what the next requests meet, one fault each.</summary>
    public void FailNext(params ReadOnlySpan<TimestampFault> faults)
    {
        foreach (var fault in faults)
            _next.Enqueue(fault);
    }

    /// <summary>Signs with another certificate from a request on, as when an authority renews its own.</summary>
    /// <param name="certificate">The new certificate.</param>
    /// <param name="fromRequest">The number, from 1, of the first request that meets it.</param>
    public void Renew(TestCertificate certificate, int fromRequest) => _renewal = new Renewal(ReplyOf(certificate), fromRequest);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _reply.Dispose();
        _renewal?.Reply.Dispose();
    }

    private TimestampReply ReplyOf(TestCertificate certificate) => new(new TimestampSigners(_authority, certificate), DefaultPolicy);

    private async Task<HttpAnswer> AnswerAsync(HttpCall call, CancellationToken cancellationToken)
    {
        Received.Enqueue(call.Body);
        var fault = _next.TryDequeue(out var chosen) ? chosen : FaultOf?.Invoke(call.Number) ?? Fault;
        try
        {
            if (Interlocked.Increment(ref _active) > Capacity || !_quota.Take(RequestsPerSecond, Clock.GetUtcNow()))
                fault = TimestampFault.TooManyRequests;
            if (Latency > TimeSpan.Zero)
                await Task.Delay(Latency, cancellationToken);
            return Answer(call, fault);
        }
        finally
        {
            Interlocked.Decrement(ref _active);
        }
    }

    private HttpAnswer Answer(HttpCall call, TimestampFault fault) => fault switch
    {
        TimestampFault.Reset => new() { Delivery = BodyDelivery.Reset },
        TimestampFault.Silence => new() { Delivery = BodyDelivery.Silence },
        TimestampFault.EndlessBody => new() { ContentType = "application/timestamp-reply", Delivery = BodyDelivery.Endless },
        TimestampFault.InternalServerError => new() { Status = 500, ContentType = "text/plain", Body = "Out of order"u8.ToArray() },
        TimestampFault.NotFound => new() { Status = 404 },
        TimestampFault.TooManyRequests => new() { Status = 429, Headers = RetryHeaders() },
        TimestampFault.Unavailable => new() { Status = 503, Headers = RetryHeaders() },
        TimestampFault.Redirect => new()
        {
            Status = 307,
            Headers = new Dictionary<string, string> { ["Location"] = RedirectTarget?.AbsoluteUri ?? "http://elsewhere.invalid/" },
        },
        TimestampFault.Garbage => new() { ContentType = "text/html", Body = "<html><body>Please log in.</body></html>"u8.ToArray() },
        TimestampFault.EmptyBody => new() { ContentType = "application/timestamp-reply" },
        _ => new()
        {
            ContentType = fault == TimestampFault.WrongContentType ? "text/html" : "application/timestamp-reply",
            Body = ReplyTo(call).Make(call.Body, Clock.GetUtcNow(), Interlocked.Increment(ref _serial), fault),
            Delivery = fault switch
            {
                TimestampFault.TruncatedBody => BodyDelivery.Truncated,
                TimestampFault.Stall => BodyDelivery.Stall,
                _ => BodyDelivery.Whole,
            },
        },
    };

    private TimestampReply ReplyTo(HttpCall call) => _renewal is { } renewal && call.Number >= renewal.FromRequest ? renewal.Reply : _reply;

    private Dictionary<string, string> RetryHeaders() =>
        RetryAfter is null ? [] : new() { ["Retry-After"] = RetryAfter.ToString(CultureInfo.InvariantCulture) };

    private sealed record Renewal(TimestampReply Reply, int FromRequest);
}
