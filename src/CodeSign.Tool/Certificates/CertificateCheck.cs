using System.Security.Cryptography.X509Certificates;
using CodeSign.Diagnostics;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Keys;
using CodeSign.Verification;

namespace CodeSign.Tool.Certificates;

/// <summary>What was found out about a key: what signing with it would say before anything is signed.</summary>
internal sealed record CertificateCheck
{
    /// <summary>The key.</summary>
    public required KeyReference Key { get; init; }

    /// <summary>The chain, the signer's certificate first and the root last; empty where signing with it is refused.</summary>
    public required IReadOnlyList<X509Certificate2> Chain { get; init; }

    /// <summary>Why signing with it is refused, or <see langword="null"/>.</summary>
    public Diagnostic? Refusal { get; init; }

    /// <summary>What signing with it would warn of.</summary>
    public required IReadOnlyList<Diagnostic> Warnings { get; init; }

    /// <summary>Why NuGet would refuse packages that it signs; empty where it accepts them.</summary>
    public IReadOnlyList<Diagnostic> PackageProblems { get; init; } = [];

    /// <summary>Whether the chain ends at a root that is trusted here.</summary>
    public bool IsRootTrusted { get; init; }

    /// <summary>The time of the check, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whether it may sign.</summary>
    public bool IsFit => Refusal is null;

    /// <summary>Opens the key and judges it, as signing does.</summary>
    /// <param name="key">The key.</param>
    /// <param name="options">Where to look and where the password is.</param>
    /// <param name="trusted">The roots that are trusted here.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<CertificateCheck> RunAsync(
        KeyReference key, KeyOptions options, TrustStore trusted, CancellationToken cancellationToken)
    {
        var warnings = new CollectedWarnings();
        var now = options.TimeProvider.GetUtcNow();
        try
        {
            using var identity = await SigningIdentities.OpenAsync(key, options, warnings, cancellationToken);
            await identity.PathValidation;
            var root = identity.Chain[^1];
            return new CertificateCheck
            {
                Key = key,
                Chain = [.. identity.Chain.Select(certificate => X509CertificateLoader.LoadCertificate(certificate.RawDataMemory.Span))],
                Warnings = warnings.Diagnostics,
                PackageProblems = NuGetCertificateDemands.Check(identity.Certificate, now),
                IsRootTrusted = trusted.FindBySubject(root.SubjectName.RawData).Any(known => IsSameKey(known, root)),
                Time = now,
            };
        }
        catch (CodeSignException e)
        {
            return new CertificateCheck { Key = key, Chain = [], Refusal = e.Diagnostic, Warnings = warnings.Diagnostics, Time = now };
        }
    }

    private static bool IsSameKey(X509Certificate2 one, X509Certificate2 other) =>
        one.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(other.PublicKey.ExportSubjectPublicKeyInfo());
}
