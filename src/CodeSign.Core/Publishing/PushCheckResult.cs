using CodeSign.Diagnostics;
using CodeSign.Manifests;
using CodeSign.Verification;

namespace CodeSign.Publishing;

/// <summary>What the look at a package before it is published came to.</summary>
public sealed record PushCheckResult
{
    /// <summary>Full path of the package.</summary>
    public required string Package { get; init; }

    /// <summary>What verification of the package found.</summary>
    public required VerificationResult Verification { get; init; }

    /// <summary>The manifest, or <see langword="null"/> where there is none that can be read.</summary>
    public SignatureManifest? Manifest { get; init; }

    /// <summary>What keeps the package from being published; nothing where it may go out.</summary>
    public required IReadOnlyList<Diagnostic> Problems { get; init; }

    /// <summary>Whether the package may go out.</summary>
    public bool MayBePublished => Problems.Count == 0;
}
