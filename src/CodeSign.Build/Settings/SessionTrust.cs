using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification;

namespace CodeSign.Build.Settings;

/// <summary>Whom a session trusts: the roots that NuGet trusts, those the user adds, and, as signers only, those it signs under.</summary>
internal sealed class SessionTrust
{
    private readonly TrustStore _nuGetSigners;
    private readonly TrustStore _added;
    private readonly TrustStore _timestamps;

    /// <summary>Reads the user's roots; NuGet's are read when they are needed.</summary>
    public SessionTrust(ProjectSettings settings)
    {
        _added = settings.TrustedRoots.Aggregate(TrustStore.Empty, (store, file) => store.With(TrustStore.FromPemFile(file)));
        _nuGetSigners = TrustStore.ForNuGetCodeSigning(settings.SdkDirectory);
        _timestamps = TrustStore.ForNuGetTimestamping(settings.SdkDirectory).With(_added);
    }

    /// <summary>Where a chain that lacks its root is completed from.</summary>
    public IReadOnlyList<X509Certificate2> KnownRoots(ReadOnlyMemory<byte> subject) => _nuGetSigners.FindBySubject(subject);

    /// <summary>Trust for signers: whoever we sign as is trusted for what we sign.</summary>
    /// <param name="roots">Their roots.</param>
    public TrustStore Signers(IEnumerable<X509Certificate2> roots) => _nuGetSigners.With(_added).With(TrustStore.FromCertificates(roots));

    /// <summary>Trust for timestamp authorities.</summary>
    public TrustStore Timestamps(IEnumerable<X509Certificate2> more) => _timestamps.With(TrustStore.FromCertificates(more));
}
