using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CodeSign.Testing;

/// <summary>The certificates that a timestamp server signs with: its own, and for each fault of a certificate one that has it.</summary>
internal sealed class TimestampSigners(CertificateAuthority authority, TestCertificate certificate) : IDisposable
{
    private readonly ConcurrentDictionary<TimestampFault, Lazy<TestCertificate>> _faulty = new();

    internal TestCertificate For(TimestampFault fault) => fault switch
    {
        TimestampFault.WrongUsage or TimestampFault.NonCriticalUsage or TimestampFault.AdditionalUsage or TimestampFault.ExpiredCertificate
            or TimestampFault.UntrustedCertificate or TimestampFault.Sha1Certificate or TimestampFault.WeakKey
            => _faulty.GetOrAdd(fault, f => new(() => Issue(f))).Value,
        _ => certificate,
    };

    public void Dispose()
    {
        foreach (var issued in _faulty.Values)
            issued.Value.Dispose();
    }

    private TestCertificate Issue(TimestampFault fault)
    {
        var good = CertificateOptions.ForTimestamping with { Key = certificate.Key };
        return fault switch
        {
            TimestampFault.WrongUsage => authority.Issue(good with { ExtendedKeyUsages = [CertificateOptions.CodeSigning] }),
            TimestampFault.NonCriticalUsage => authority.Issue(good with { ExtendedKeyUsageCritical = false }),
            TimestampFault.AdditionalUsage =>
                authority.Issue(good with { ExtendedKeyUsages = [CertificateOptions.TimeStamping, CertificateOptions.CodeSigning] }),
            TimestampFault.ExpiredCertificate =>
                authority.Issue(good with { NotAfter = DateTimeOffset.UtcNow.AddDays(-30) }),
            TimestampFault.Sha1Certificate => authority.Issue(good with { SignatureDigest = HashAlgorithmName.SHA1 }),
            TimestampFault.WeakKey => authority.Issue(good with { Key = null, KeyKind = TestKeyKind.Rsa1024 }),
            TimestampFault.UntrustedCertificate => TestIdentities.Stranger.Issue(good),
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
    }
}
