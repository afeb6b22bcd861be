using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Keys.Certificates;

/// <summary>
/// Puts a chain in order, from the signer's certificate to a self-signed root, from whatever certificates came along and the known
/// roots. An issuer is found by name and proved by its signature; of several paths a valid one is preferred. Nothing is downloaded.
/// </summary>
internal sealed class CertificateChainCompletion
{
    private const int MaxLength = 10;
    private const int MaxSteps = 1000;

    private readonly IReadOnlyList<X509Certificate2> _given;
    private readonly Func<ReadOnlyMemory<byte>, IReadOnlyList<X509Certificate2>> _roots;
    private readonly DateTime _now;
    private readonly List<X509Certificate2> _path = [];
    private X509Certificate2 _lastWithoutIssuer;
    private int _steps;

    private CertificateChainCompletion(
        X509Certificate2 leaf,
        IReadOnlyList<X509Certificate2> given,
        Func<ReadOnlyMemory<byte>, IReadOnlyList<X509Certificate2>> roots,
        DateTimeOffset now)
    {
        _given = given;
        _roots = roots;
        _now = now.LocalDateTime;
        _lastWithoutIssuer = leaf;
    }

    /// <summary>Completes a chain.</summary>
    /// <param name="leaf">The signer's certificate.</param>
    /// <param name="given">Certificates that came along, in any order; <paramref name="leaf"/> may be among them.</param>
    /// <param name="roots">Finds issuers that are not among them, by the DER of their subject.</param>
    /// <param name="now">The time at which a valid path is preferred to others.</param>
    /// <param name="source">The file or reference of <paramref name="leaf"/>, for the message.</param>
    /// <returns>The chain, the root last. Those from <paramref name="roots"/> are copies; all are the caller's to dispose.</returns>
    /// <exception cref="Diagnostics.CodeSignException">An issuer is missing.</exception>
    public static IReadOnlyList<X509Certificate2> Complete(
        X509Certificate2 leaf,
        IReadOnlyList<X509Certificate2> given,
        Func<ReadOnlyMemory<byte>, IReadOnlyList<X509Certificate2>> roots,
        DateTimeOffset now,
        string source)
    {
        var completion = new CertificateChainCompletion(leaf, given, roots, now);
        if (!completion.Extend(leaf))
            throw Incomplete(completion._lastWithoutIssuer, source);

        return [.. completion._path.Select(c => c == leaf || given.Contains(c, ReferenceEqualityComparer.Instance) ? c : Copy(c))];
    }

    /// <summary>Whether a certificate ends its chain.</summary>
    public static bool IsSelfSigned(X509Certificate2 certificate) =>
        HasName(certificate.IssuerName, certificate.SubjectName) && CertificateSignature.IsMadeBy(certificate, certificate);

    private bool Extend(X509Certificate2 certificate)
    {
        _path.Add(certificate);
        if (IsSelfSigned(certificate))
            return true;

        if (_path.Count < MaxLength)
        {
            var issuers = FindIssuers(certificate);
            if (issuers.Count == 0)
                _lastWithoutIssuer = certificate;

            foreach (var issuer in issuers)
                if (Extend(issuer))
                    return true;
        }

        _path.RemoveAt(_path.Count - 1);
        return false;
    }

    /// <summary>The issuers to try, best first: valid now, then allowed to sign certificates, then ending the chain, then the one that lasts longest.</summary>
    private List<X509Certificate2> FindIssuers(X509Certificate2 certificate) =>
    [
        .. _given.Where(c => HasName(c.SubjectName, certificate.IssuerName))
            .Concat(_roots(certificate.IssuerName.RawData))
            .Where(c => !_path.Exists(p => p.RawDataMemory.Span.SequenceEqual(c.RawDataMemory.Span)))
            .Where(c => ++_steps <= MaxSteps && MayIssue(c) && CertificateSignature.IsMadeBy(certificate, c))
            .Select(c => new Candidate(c, Rank(c), c.NotAfter))
            .Order(Comparer<Candidate>.Create(Candidate.BestFirst))
            .Select(candidate => candidate.Certificate),
    ];

    private int Rank(X509Certificate2 issuer) =>
        (issuer.NotBefore <= _now && _now <= issuer.NotAfter ? 4 : 0)
        + (MaySignCertificates(issuer) ? 2 : 0)
        + (HasName(issuer.SubjectName, issuer.IssuerName) ? 1 : 0);

    /// <summary>
    /// RFC 5280, section 4.2.1.9: from version 3 on an issuer says that it is one. Old roots are of version 1. A path length of 0
    /// allows no certification authority below.
    /// </summary>
    private bool MayIssue(X509Certificate2 issuer)
    {
        var constraints = issuer.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault();
        if (constraints is null)
            return issuer.Version < 3;

        var authoritiesBelow = _path.Count - 1;
        return constraints.CertificateAuthority
            && (!constraints.HasPathLengthConstraint || authoritiesBelow <= constraints.PathLengthConstraint);
    }

    private static bool MaySignCertificates(X509Certificate2 issuer) =>
        issuer.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign) ?? true;

    private static bool HasName(X500DistinguishedName one, X500DistinguishedName other) =>
        one.RawData.AsSpan().SequenceEqual(other.RawData);

    private static X509Certificate2 Copy(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadCertificate(certificate.RawDataMemory.Span);

    private static Diagnostics.CodeSignException Incomplete(X509Certificate2 certificate, string source)
    {
        var download = certificate.Extensions.OfType<X509AuthorityInformationAccessExtension>()
            .SelectMany(e => e.EnumerateCAIssuersUris()).FirstOrDefault(u => u.StartsWith("http", StringComparison.OrdinalIgnoreCase));
        var where = $"your certification authority gives it out{(download is null ? "" : $" at {download}")}";
        return KeyDiagnostics.ChainIncomplete.Exception(
            $"The issuer of the certificate '{certificate.Subject}' is missing: no certificate '{certificate.Issuer}' that made its "
            + "signature is in the key file, in the file of CodeSignCertificate, or among the known roots.",
            $"Add that certificate to a PEM or .p7b file and let CodeSignCertificate name it ({where}); a root of your own belongs "
            + "into the file of CodeSignTrustedRoots.",
            source);
    }

    /// <summary>An issuer to try, with all that decides when: a malformed certificate must fail before the sorting, not within.</summary>
    private sealed record Candidate(X509Certificate2 Certificate, int Rank, DateTime NotAfter)
    {
        public static int BestFirst(Candidate one, Candidate other) =>
            one.Rank != other.Rank ? other.Rank.CompareTo(one.Rank) : other.NotAfter.CompareTo(one.NotAfter);
    }
}
