namespace CodeSign.Verification.Inspection;

/// <summary>What a timestamp token says (TSTInfo, RFC 3161, section 2.4.2), read but not verified.</summary>
/// <param name="GenTime">The time, UTC.</param>
/// <param name="Accuracy">How far it may be off, or <see langword="null"/> where the authority does not say.</param>
/// <param name="Policy">The authority's policy, a dotted object identifier.</param>
/// <param name="SerialNumber">The serial number, hexadecimal.</param>
/// <param name="ImprintAlgorithm">The digest algorithm of the imprint, a dotted object identifier.</param>
/// <param name="Imprint">The digest of what was stamped, hexadecimal.</param>
public sealed record TimestampContents(
    DateTimeOffset GenTime, TimeSpan? Accuracy, string Policy, string SerialNumber, string ImprintAlgorithm, string Imprint);
