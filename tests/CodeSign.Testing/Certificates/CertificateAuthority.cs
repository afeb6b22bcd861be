using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Testing;

/// <summary>A certificate authority in memory: a root, an intermediate if wanted, and the certificates it issues.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private readonly TestCertificate _root;
    private readonly TestCertificate? _intermediate;

    private CertificateAuthority(TestCertificate root, TestCertificate? intermediate)
    {
        _root = root;
        _intermediate = intermediate;
    }

    /// <summary>The root certificate.</summary>
    public X509Certificate2 Root => _root.Certificate;

    /// <summary>The root certificate as PEM.</summary>
    public string RootPem => Root.ExportCertificatePem() + "\n";

    /// <summary>The certificate that issues: the intermediate where there is one, otherwise the root.</summary>
    public TestCertificate Issuer => _intermediate ?? _root;

    /// <summary>The root as an issuer.</summary>
    public TestCertificate RootIssuer => _root;

    /// <summary>
    /// The revocation server that its certificates name, for lists and answers both; default: they name none. Certificates whose options
    /// name addresses keep those.
    /// </summary>
    public Uri? RevocationServer { get; private init; }

    /// <summary>What of the server its certificates name.</summary>
    public RevocationSources RevocationSources { get; set; } = RevocationSources.Lists;

    /// <summary>Makes an authority with a new key.</summary>
    /// <param name="name">The root's common name.</param>
    /// <param name="withIntermediate">Whether an intermediate issues, rather than the root.</param>
    /// <param name="keyKind">The kind of the authority's keys.</param>
    /// <param name="revocationServer">The address of a <see cref="CodeSign.Testing.RevocationServer"/> that its certificates name.</param>
    public static CertificateAuthority Create(
        string name = "CodeSign Test Root",
        bool withIntermediate = false,
        TestKeyKind keyKind = TestKeyKind.Rsa2048,
        Uri? revocationServer = null)
    {
        var options = new CertificateOptions
        {
            Subject = $"CN={name}, O=CodeSign Tests, C=CH",
            KeyKind = keyKind,
            NotBefore = DateTimeOffset.UtcNow.AddYears(-5),
            NotAfter = DateTimeOffset.UtcNow.AddYears(20),
            ExtendedKeyUsages = [],
            KeyUsage = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign,
            IsAuthority = true,
            SelfSigned = true,
        };
        var root = CertificateMaker.Make(options, issuer: null);
        if (!withIntermediate)
            return new CertificateAuthority(root, intermediate: null) { RevocationServer = revocationServer };

        var below = options with
        {
            Subject = $"CN={name} Intermediate, O=CodeSign Tests, C=CH",
            SelfSigned = false,
            RevocationList = revocationServer is null ? null : CodeSign.Testing.RevocationServer.ListOf(revocationServer, root: true),
        };
        return new CertificateAuthority(root, CertificateMaker.Make(below, root)) { RevocationServer = revocationServer };
    }

    /// <summary>Issues a certificate; by default one for code signing. The caller disposes it.</summary>
    public TestCertificate Issue(CertificateOptions? options = null)
    {
        options = WithRevocation(options ?? new CertificateOptions());
        return CertificateMaker.Make(options, options.SelfSigned ? null : options.ByRoot ? _root : Issuer);
    }

    /// <summary>Issues a timestamp authority's certificate. The caller disposes it.</summary>
    public TestCertificate IssueTimestamping(CertificateOptions? options = null) => Issue(options ?? CertificateOptions.ForTimestamping);

    /// <summary>Makes a revocation list with the given serial numbers, DER, valid from an hour ago for a week.</summary>
    public byte[] RevocationList(params X509Certificate2[] revoked)
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var certificate in revoked)
            builder.AddEntry(certificate, DateTimeOffset.UtcNow.AddMinutes(-30));

        using var issuer = Issuer.WithPrivateKey();
        return builder.Build(
            issuer,
            crlNumber: 1,
            nextUpdate: DateTimeOffset.UtcNow.AddDays(7),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1,
            thisUpdate: DateTimeOffset.UtcNow.AddHours(-1));
    }

    private CertificateOptions WithRevocation(CertificateOptions options)
    {
        if (RevocationServer is not { } server || options.SelfSigned || options.IsOcspResponder)
            return options;

        var byRoot = options.ByRoot || _intermediate is null;
        return options with
        {
            RevocationList = options.RevocationList ?? (RevocationSources.HasFlag(RevocationSources.Lists)
                ? CodeSign.Testing.RevocationServer.ListOf(server, byRoot)
                : null),
            OcspResponder = options.OcspResponder ?? (RevocationSources.HasFlag(RevocationSources.Answers)
                ? CodeSign.Testing.RevocationServer.ResponderOf(server, byRoot)
                : null),
        };
    }

    /// <summary>Writes the root as PEM and gives the file's path.</summary>
    public string WriteRoot(string path)
    {
        File.WriteAllText(path, RootPem);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _intermediate?.Dispose();
        _root.Dispose();
    }
}
