using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;
using CodeSign.Verification.Trust;

namespace CodeSign.Verification.Revocation;

/// <summary>
/// Finds out whether certificates are revoked: from the issuer's list first, which also says since when a key is in other hands, and
/// then from its OCSP responder. Outcomes are kept for a while, failures too, so that many files with the same chain ask once. Safe for
/// use by several threads at once.
/// </summary>
internal sealed class RevocationSource(CertificateCache certificates)
{
    private const int MostAnswerBytes = 64 * 1024;
    private const int MostKept = 4096;

    /// <summary>How long an outcome is kept in memory.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    /// <summary>How far an issuer's clock may be ahead.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(10);

    /// <summary>How long an answer counts that does not say when a newer one comes.</summary>
    private static readonly TimeSpan AnswerLife = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<Question, Kept> _kept = new();
    private readonly SignatureValueVerifier _verifier = new();

    /// <summary>What is known about a certificate now.</summary>
    /// <param name="certificate">The certificate; its chain has been found good.</param>
    /// <param name="issuer">The certificate that issued it.</param>
    /// <param name="options">Where to look.</param>
    /// <param name="now">The time that lists and answers must be fresh at.</param>
    /// <param name="cancellationToken">Ends the waiting; others may wait for the same outcome.</param>
    public async Task<RevocationStatus> FindAsync(
        X509Certificate2 certificate,
        X509Certificate2 issuer,
        RevocationOptions options,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var question = new Question(new ContentKey(certificate.RawDataMemory), new ContentKey(issuer.RawDataMemory), options);
        if (_kept.TryGetValue(question, out var kept) && kept.IsFor(now))
        {
            var known = await kept.Status.Value.WaitAsync(cancellationToken);
            if (now <= known.FreshUntil || known.Entry is not null)
                return known;
        }

        if (_kept.Count >= MostKept)
            _kept.Clear();
        var fresh = new Kept(now, new Lazy<Task<RevocationStatus>>(() => AskAsync(certificate, issuer, options, now)));
        _kept[question] = fresh;
        return await fresh.Status.Value.WaitAsync(cancellationToken);
    }

    private async Task<RevocationStatus> AskAsync(
        X509Certificate2 certificate, X509Certificate2 issuer, RevocationOptions options, DateTimeOffset now)
    {
        var addresses = RevocationAddresses.Of(certificate);
        List<string> failures = [];
        foreach (var address in addresses.Lists)
        {
            var reader = new Reader(
                address, [], options.MaximumListLength, content => ReadList(content, certificate, issuer, addresses, now));
            if (await AskAsync(reader, options, failures) is { } status)
                return status;
        }

        foreach (var address in addresses.Responders)
        {
            var request = OcspRequest.Make(certificate, issuer);
            var reader = new Reader(address, request, MostAnswerBytes, content => ReadAnswer(content, certificate, issuer, now));
            if (await AskAsync(reader, options, failures) is { } status)
                return status;
        }

        return RevocationStatus.Unknown(
            failures.Count > 0 ? string.Join("; ", failures)
            : addresses is { Lists: [], Responders: [] } ? "it names no list and no responder over http"
            : "nothing about it is in the cache");
    }

    /// <summary>Asks the cache, and where it has nothing fresh, the network if that is allowed.</summary>
    private static async Task<RevocationStatus?> AskAsync(Reader reader, RevocationOptions options, List<string> failures)
    {
        var cache = new RevocationCache(options.CacheFolder, reader.MostBytes);
        RevocationStatus? stale = null;
        if (await cache.ReadAsync(reader.Address, reader.Request, CancellationToken.None) is { } cached)
        {
            var status = reader.Read(cached);
            if (status.IsKnown && status.FreshUntil != DateTimeOffset.MinValue)
                return status;
            if (options.Mode == RevocationMode.Offline && !status.IsKnown)
                failures.Add($"what the cache has of {reader.Address} is of no use: {status.Reason}");
            stale = status.IsKnown ? status : null;
        }

        if (options.Mode == RevocationMode.Offline)
            return stale;

        var (content, failure) = await RevocationDownload.FetchAsync(
            reader.Address, reader.Request, options.DownloadTimeout, reader.MostBytes, CancellationToken.None);
        if (content is not { } fetched)
        {
            failures.Add(failure);
            return stale;
        }

        var answer = reader.Read(fetched);
        if (!answer.IsKnown)
        {
            failures.Add($"what {reader.Address} gives is of no use: {answer.Reason}");
            return stale;
        }

        await cache.WriteAsync(reader.Address, reader.Request, fetched, CancellationToken.None);
        return answer;
    }

    private RevocationStatus ReadList(
        ReadOnlyMemory<byte> content,
        X509Certificate2 certificate,
        X509Certificate2 issuer,
        RevocationAddresses addresses,
        DateTimeOffset now)
    {
        if (!RevocationList.TryRead(content, out var list, out var reason))
            return RevocationStatus.Unknown($"it is no revocation list that is understood: {reason}");
        if (list.WhyNotAbout(certificate, issuer, addresses.Lists, _verifier) is { } other)
            return RevocationStatus.Unknown(other);
        try
        {
            var entry = list.Find(certificate.SerialNumberBytes.Span);
            return Conclude(entry, list.ThisUpdate, list.NextUpdate, now);
        }
        catch (AsnContentException e)
        {
            return RevocationStatus.Unknown($"an entry of it is malformed: {e.Message}");
        }
    }

    private RevocationStatus ReadAnswer(
        ReadOnlyMemory<byte> content, X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset now)
    {
        if (!OcspResponse.TryRead(content, out var response, out var reason))
            return RevocationStatus.Unknown(reason);
        try
        {
            return Judge(response, certificate, issuer, now);
        }
        catch (AsnContentException e)
        {
            return RevocationStatus.Unknown($"a certificate in it is malformed: {e.Message}");
        }
    }

    private RevocationStatus Judge(
        OcspResponse response, X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset now)
    {
        if (response.ProducedAt > now + MostAhead)
            return RevocationStatus.Unknown($"it is from the future, {response.ProducedAt.UtcDateTime:u}");
        if (!response.IsFrom(issuer, now, certificates, _verifier))
            return RevocationStatus.Unknown("it is signed neither by the issuer nor by a responder that the issuer names");
        if (response.Find(certificate, issuer) is not { } answer)
            return RevocationStatus.Unknown("it is about another certificate");
        return answer.IsKnown
            ? Conclude(answer.Entry, answer.ThisUpdate, answer.NextUpdate, now)
            : RevocationStatus.Unknown("the responder does not know the certificate");
    }

    /// <summary>What is revoked stays revoked, so that counts in what is stale too; silence does not. A hold can be lifted.</summary>
    private static RevocationStatus Conclude(
        RevocationEntry? entry, DateTimeOffset thisUpdate, DateTimeOffset? next, DateTimeOffset now)
    {
        if (thisUpdate > now + MostAhead)
            return RevocationStatus.Unknown($"it is from the future, {thisUpdate.UtcDateTime:u}");

        var nextUpdate = next ?? thisUpdate + AnswerLife;
        if (now <= nextUpdate)
            return entry is null ? RevocationStatus.Good(nextUpdate) : RevocationStatus.Revoked(entry, nextUpdate);
        return entry is { Reason: not RevocationReason.CertificateHold }
            ? RevocationStatus.Revoked(entry, DateTimeOffset.MinValue)
            : RevocationStatus.Unknown($"it is stale: the next was due at {nextUpdate.UtcDateTime:u}");
    }

    private sealed record Question(ContentKey Certificate, ContentKey Issuer, RevocationOptions Options);

    private sealed record Kept(DateTimeOffset Asked, Lazy<Task<RevocationStatus>> Status)
    {
        public bool IsFor(DateTimeOffset now) => Asked <= now && now <= Asked + KeptFor;
    }

    /// <summary>One thing to ask for, and what makes a status of it.</summary>
    private sealed record Reader(Uri Address, byte[] Request, int MostBytes, Func<ReadOnlyMemory<byte>, RevocationStatus> Read);
}
