using CodeSign.Manifests;

namespace CodeSign.Build.Files;

/// <summary>
/// What other steps of the same project have signed: the pack what is to be published, the publish what is to be packed. The same
/// content needs no second signature by the same settings.
/// </summary>
/// <param name="inputs">
/// What the other steps know, read when it is needed. It may be out of date: whoever uses a signed copy looks at it first.
/// </param>
internal sealed class SignedElsewhere(IEnumerable<InputState> inputs)
{
    private List<PlannedState> All =>
        field ??= [.. inputs.Select(input => input.Planned).OfType<PlannedState>().Where(planned => planned.Signers.Count > 0)];

    /// <summary>What was made of an unsigned file.</summary>
    /// <param name="unsignedSha256">SHA-256 of that file, hexadecimal, lower case.</param>
    /// <param name="fingerprint">The settings by which it must have been signed, as <see cref="Settings.FileFingerprints"/> gives them.</param>
    /// <param name="signer">SHA-256 of the certificate that must have signed it, or <see langword="null"/> where that is not known.</param>
    public IEnumerable<PlannedState> FindSource(string unsignedSha256, string fingerprint, string? signer) =>
        All.Where(planned => planned.SourceSha256 == unsignedSha256 && planned is { SignedPath: not null, IsCurrent: true }
            && IsBy(planned, fingerprint, signer));

    /// <summary>What is known about a file that is signed already, or <see langword="null"/>.</summary>
    /// <param name="signedSha256">SHA-256 of the signed file, hexadecimal, lower case.</param>
    /// <param name="fingerprint">The settings by which it must have been signed, as <see cref="Settings.FileFingerprints"/> gives them.</param>
    /// <param name="signer">SHA-256 of the certificate that must have signed it, or <see langword="null"/> where that is not known.</param>
    public PlannedState? FindSigned(string signedSha256, string fingerprint, string? signer) =>
        All.Find(planned => planned.Sha256 == signedSha256 && IsBy(planned, fingerprint, signer));

    private static bool IsBy(PlannedState planned, string fingerprint, string? signer) =>
        planned.Fingerprint == fingerprint && (signer is null || planned.Signers.All(by => ManifestPart.ReadSigner(by).Sha256 == signer));
}
