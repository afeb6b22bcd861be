namespace CodeSign.Verification;

/// <summary>What a format's verifier found in a file, before a verdict is made of it.</summary>
internal sealed record FileVerification
{
    public required IReadOnlyList<VerifiedSignature> Signatures { get; init; }

    public ReadOnlyMemory<byte> Sha256 { get; init; }

    public PackageContentDigests? PackageContent { get; init; }
}
