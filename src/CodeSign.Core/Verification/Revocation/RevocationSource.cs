using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<Question, Kept> _kept = new();
    private readonly RevocationReader _reader = new(certificates);

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
                address, [], options.MaximumListLength, content => _reader.ReadList(content, certificate, issuer, addresses, now));
            if (await AskAsync(reader, options, failures) is { } status)
                return status;
        }

        foreach (var address in addresses.Responders)
        {
            var request = OcspRequest.Make(certificate, issuer);
            var reader = new Reader(address, request, MostAnswerBytes, content => _reader.ReadAnswer(content, certificate, issuer, now));
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

    private sealed record Question(ContentKey Certificate, ContentKey Issuer, RevocationOptions Options);

    private sealed record Kept(DateTimeOffset Asked, Lazy<Task<RevocationStatus>> Status)
    {
        public bool IsFor(DateTimeOffset now) => Asked <= now && now <= Asked + KeptFor;
    }

    /// <summary>One thing to ask for, and what makes a status of it.</summary>
    private sealed record Reader(Uri Address, byte[] Request, int MostBytes, Func<ReadOnlyMemory<byte>, RevocationStatus> Read);
}
