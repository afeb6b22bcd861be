using CodeSign.Verification;

namespace CodeSign.Tool.Trust;

/// <summary>Whom the user trusts.</summary>
/// <param name="Sources">Where the roots come from.</param>
/// <param name="Trust">The roots.</param>
/// <param name="Revocation">How revocation is looked at.</param>
internal sealed record TrustChoice(TrustSources Sources, VerificationTrust Trust, RevocationOptions Revocation)
{
    private const string Hint = "Whom you expect, say with --policy.";

    /// <summary>What files are held against.</summary>
    public VerificationOptions ToOptions(ToolHost host) => new()
    {
        SignerTrust = Trust.Signers,
        TimestampTrust = Trust.Timestamps,
        Revocation = Revocation,
        Clock = host.Clock,
    };

    /// <summary>In words, for people: what a trusted signature means here, where no policy says whose is expected.</summary>
    public string Meaning
    {
        get
        {
            var given = Sources.RootFiles.Count > 0 ? ", or under a root of --trusted-root" : "";
            return Sources.Base switch
            {
                TrustBase.NuGet => $"'Trusted' means: signed by someone publicly trusted, under a root that NuGet trusts{given}. {Hint}",
                TrustBase.System => $"'Trusted' means: signed by someone trusted on this system{given}. {Hint}",
                _ => "'Trusted' means: signed under a root of --trusted-root.",
            };
        }
    }
}
