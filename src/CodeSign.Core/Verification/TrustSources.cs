using CodeSign.Verification.Trust;

namespace CodeSign.Verification;

/// <summary>Where trusted roots come from, as a user says it; <see cref="Open"/> makes trust of it.</summary>
public sealed record TrustSources
{
    /// <summary>What is trusted before any root is added.</summary>
    public TrustBase Base { get; init; } = TrustBase.NuGet;

    /// <summary>PEM files of further roots, trusted for signers and timestamp authorities alike.</summary>
    public IReadOnlyList<string> RootFiles { get; init; } = [];

    /// <summary>
    /// The SDK whose <c>trustedroots</c> count (<c>.../sdk/10.0.100</c>). <see langword="null"/>: the newest one beside the running
    /// .NET, or else the one that <c>DOTNET_ROOT</c> or <c>PATH</c> leads to.
    /// </summary>
    public string? SdkDirectory { get; init; }

    /// <summary>Finds the sources. Their roots are read when one is first looked for.</summary>
    /// <exception cref="Diagnostics.CodeSignException">
    /// A file of roots does not exist (CSB4002), there is no such trust on this system (CSB4010), or no SDK was found (CSB4011).
    /// </exception>
    public VerificationTrust Open()
    {
        var trust = Base switch
        {
            TrustBase.NuGet => OpenNuGet(),
            TrustBase.System => OpenSystem(),
            _ => new VerificationTrust(TrustStore.Empty, TrustStore.Empty),
        };
        var given = RootFiles.Select(TrustStore.FromPemFile).Aggregate(TrustStore.Empty, (all, one) => all.With(one));
        return new VerificationTrust(trust.Signers.With(given), trust.Timestamps.With(given));
    }

    private VerificationTrust OpenNuGet()
    {
        var sdk = SdkDirectory ?? InstalledSdks.FindNewest() ?? throw VerificationDiagnostics.NoTrustedRoots.Exception(
            "No .NET SDK was found, whose list of roots is trusted by default.",
            "Install an SDK, set DOTNET_ROOT to where it is, or name the roots to trust instead.");
        return new VerificationTrust(TrustStore.ForNuGetCodeSigning(sdk), TrustStore.ForNuGetTimestamping(sdk));
    }

    private static VerificationTrust OpenSystem()
    {
        var system = TrustStore.ForSystem();
        return new VerificationTrust(system, system);
    }
}
