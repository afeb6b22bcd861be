using System.Collections.Concurrent;

namespace CodeSign.Testing;

/// <summary>
/// Serves an authority's revocation lists and OCSP answers on the loopback address, with a clock that can be set and faults that can be
/// switched on. It shares no code with the product.
/// </summary>
public sealed class RevocationServer : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly Lazy<TestCertificate> _delegate;
    private readonly Lazy<TestCertificate> _unfitDelegate;
    private readonly Lazy<TestCertificate> _foreignDelegate;

    /// <summary>Starts a server. Give it an authority that was made for its address before it is asked.</summary>
    public RevocationServer()
    {
        _server = new LoopbackServer((call, _) => Task.FromResult(Answer(call)));
        var options = new CertificateOptions
        {
            Subject = "CN=CodeSign Test Responder, O=CodeSign Tests, C=CH",
            KeyKind = TestKeyKind.EcP256,
            ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.9"],
            IsOcspResponder = true,
        };
        _delegate = new(() => Authority.Issue(options));
        _unfitDelegate = new(() => Authority.Issue(options with { ExtendedKeyUsages = [CertificateOptions.CodeSigning] }));
        _foreignDelegate = new(() => TestIdentities.Stranger.Issue(options));
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => _server.Address;

    /// <summary>Whose lists and answers it serves.</summary>
    public CertificateAuthority Authority { get; set; } = TestIdentities.Authority;

    /// <summary>The clock of lists and answers.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>What is wrong with lists.</summary>
    public RevocationFault ListFault { get; set; }

    /// <summary>What is wrong with answers.</summary>
    public RevocationFault AnswerFault { get; set; }

    /// <summary>Whether answers are signed by a delegate of the issuer's, rather than by the issuer.</summary>
    public bool Delegates { get; set; }

    /// <summary>What is revoked.</summary>
    public ConcurrentBag<RevokedCertificate> Revoked { get; } = [];

    /// <summary>How many requests were received.</summary>
    public int Requests => _server.Calls;

    /// <summary>Where an issuer's list is.</summary>
    public static Uri ListOf(Uri server, bool root) => new(server, root ? "root.crl" : "issuer.crl");

    /// <summary>Where an issuer's responder is.</summary>
    public static Uri ResponderOf(Uri server, bool root) => new(server, root ? "root.ocsp" : "issuer.ocsp");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        foreach (var made in new[] { _delegate, _unfitDelegate, _foreignDelegate })
        {
            if (made.IsValueCreated)
                made.Value.Dispose();
        }
    }

    private HttpAnswer Answer(HttpCall call)
    {
        var isList = call.Method == "GET";
        var fault = isList ? ListFault : AnswerFault;
        var issuer = call.Target.StartsWith("/root.", StringComparison.Ordinal) ? Authority.RootIssuer : Authority.Issuer;
        return fault switch
        {
            RevocationFault.Unavailable => new() { Status = 503 },
            RevocationFault.Reset => new() { Delivery = BodyDelivery.Reset },
            RevocationFault.Silence => new() { Delivery = BodyDelivery.Silence },
            RevocationFault.Endless => new() { Delivery = BodyDelivery.Endless },
            RevocationFault.Garbage => new() { ContentType = "text/html", Body = "<html>Please log in.</html>"u8.ToArray() },
            RevocationFault.RedirectElsewhere =>
                new() { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = "http://elsewhere.invalid/" } },
            _ => new() { Body = isList ? List(issuer, fault) : Answer(call.Body, issuer, fault) },
        };
    }

    private byte[] List(TestCertificate issuer, RevocationFault fault)
    {
        var stranger = TestIdentities.Stranger.Issuer;
        return RevocationListWriter.Write(
            fault == RevocationFault.WrongIssuer ? stranger : issuer,
            fault is RevocationFault.WrongIssuer or RevocationFault.Forged ? stranger : issuer,
            Revoked.Where(entry => entry.Certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.Certificate.SubjectName.RawData)),
            Clock.GetUtcNow(),
            fault);
    }

    private byte[] Answer(ReadOnlyMemory<byte> request, TestCertificate issuer, RevocationFault fault) => fault switch
    {
        RevocationFault.TryLater => OcspWriter.Refuse(3),
        RevocationFault.WrongIssuer or RevocationFault.Forged => Answer(request, TestIdentities.Stranger.Issuer),
        RevocationFault.UnfitDelegate => Answer(request, _unfitDelegate.Value),
        RevocationFault.ForeignDelegate => Answer(request, _foreignDelegate.Value),
        _ => Answer(request, Delegates && issuer == Authority.Issuer ? _delegate.Value : issuer),
    };

    private byte[] Answer(ReadOnlyMemory<byte> request, TestCertificate signer) =>
        OcspWriter.Answer(request, signer, [.. Revoked], Clock.GetUtcNow(), AnswerFault);
}
