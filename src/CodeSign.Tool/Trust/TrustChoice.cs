using CodeSign.Verification;

namespace CodeSign.Tool.Trust;

/// <summary>Whom the user trusts.</summary>
/// <param name="Signers">The roots of signers.</param>
/// <param name="Timestamps">The roots of timestamp authorities.</param>
/// <param name="RootFiles">Full paths of the files with the roots that the user gave.</param>
/// <param name="IsPublic">Whether the roots that NuGet trusts are among them.</param>
internal sealed record TrustChoice(TrustStore Signers, TrustStore Timestamps, IReadOnlyList<string> RootFiles, bool IsPublic)
{
    /// <summary>The folder of the SDK whose roots are trusted, where they are.</summary>
    public string? Sdk { get; init; }

    /// <summary>What files are held against.</summary>
    public VerificationOptions ToOptions(ToolHost host) =>
        new() { SignerTrust = Signers, TimestampTrust = Timestamps, Clock = host.Clock };

    /// <summary>In words, for people: what a trusted signature means here.</summary>
    public string Meaning => (IsPublic, RootFiles.Count) switch
    {
        (true, 0) => "'Trusted' means: signed by someone publicly trusted, under a root that NuGet trusts. Whom you expect, say in a policy.",
        (true, _) => "'Trusted' means: signed by someone publicly trusted, under a root that NuGet trusts, or under a root of --trusted-root.",
        _ => "'Trusted' means: signed under a root of --trusted-root.",
    };
}
