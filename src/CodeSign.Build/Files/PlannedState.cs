using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>What was decided about a signable file, and what was made of it.</summary>
internal sealed record PlannedState
{
    /// <summary>SHA-256 of the unsigned file, or of the file as it is where it is kept. Hexadecimal, lower case.</summary>
    public required string SourceSha256 { get; init; }

    /// <summary>SHA-256 of what goes into the package. Hexadecimal, lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Full path of the signed copy, or <see langword="null"/> where the file itself is packed.</summary>
    public string? SignedPath { get; init; }

    /// <summary>Length of the signed copy in bytes.</summary>
    public long SignedLength { get; init; }

    /// <summary>The settings by which it was decided about, as <see cref="Settings.FileFingerprints"/> gives them.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Who signed it, or what is in it, as the manifest says it (<see cref="Manifests.ManifestPart"/>); none where nobody did.</summary>
    public IReadOnlyList<string> Signers { get; init; } = [];

    /// <summary>What the manifest says about it and, behind that, about the files in it (<see cref="Manifests.ManifestPart"/>).</summary>
    public required IReadOnlyList<string> Entries { get; init; }

    /// <summary>What is warned of, in it or of itself, whenever it is shipped.</summary>
    public IReadOnlyList<ThirdPartyFile> ThirdParty { get; init; } = [];

    /// <summary>Whether the signed copy is where it was made.</summary>
    public bool IsCurrent => SignedPath is null || new FileInfo(SignedPath) is { Exists: true } file && file.Length == SignedLength;
}
