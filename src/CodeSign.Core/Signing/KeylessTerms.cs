namespace CodeSign.Signing;

/// <summary>The terms of an owner whose key stays closed: for plans that nobody carries out.</summary>
/// <param name="Key">The key as people know it, or <see langword="null"/> where none is named.</param>
/// <param name="Certificate">SHA-256 of its certificate, hexadecimal, lower case; <see langword="null"/> where it is not known.</param>
/// <param name="IsTimestamped">Whether signatures get a timestamp.</param>
public sealed record KeylessTerms(string? Key, string? Certificate, bool IsTimestamped) : SigningTerms
{
    /// <inheritdoc/>
    public override string? CertificateSha256 => Certificate;

    /// <inheritdoc/>
    public override bool HasTimestamps => IsTimestamped;
}
