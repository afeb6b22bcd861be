namespace CodeSign.Verification;

/// <summary>What a certificate chain is held against.</summary>
/// <param name="Trust">The roots it may end at.</param>
/// <param name="Usage">The extended key usage that the leaf must have, a dotted object identifier.</param>
/// <param name="Time">When all of its certificates must be valid.</param>
public sealed record ChainRequirements(TrustStore Trust, string Usage, DateTimeOffset Time)
{
    /// <summary>Extended key usage <c>id-kp-codeSigning</c> (RFC 5280, section 4.2.1.12).</summary>
    public const string CodeSigning = Messages.MessageOids.CodeSigningUsage;

    /// <summary>Extended key usage <c>id-kp-timeStamping</c> (RFC 5280, section 4.2.1.12).</summary>
    public const string Timestamping = Messages.MessageOids.TimestampingUsage;
}
