namespace CodeSign.Manifests.Checking;

/// <summary>What holding a folder or package against its manifest came to.</summary>
public sealed record ManifestCheckResult
{
    /// <summary>The manifest.</summary>
    public required SignatureManifest Manifest { get; init; }

    /// <summary>How many files were found as the manifest says.</summary>
    public required int Unchanged { get; init; }

    /// <summary>The differences, in the order of the paths.</summary>
    public required IReadOnlyList<ManifestDifference> Differences { get; init; }

    /// <summary>
    /// Files that the manifest lists and that can't be looked at by themselves: they are inside of single-file programs, or inside of
    /// archives, whose own digests cover them.
    /// </summary>
    public required int NotLookedAt { get; init; }

    /// <summary>
    /// Whether the package's file is another one than was built, and its content without signature the same: a repository has added a
    /// signature.
    /// </summary>
    public bool IsResigned { get; init; }

    /// <summary>Whether everything is as the manifest says.</summary>
    public bool IsSame => Differences.Count == 0;
}
