using CodeSign.Build.Files;
using CodeSign.FileSystem;
using CodeSign.Signing;

namespace CodeSign.Build.Pack;

/// <summary>A package that was signed.</summary>
internal sealed record PackageState
{
    /// <summary>Full path of the package as NuGet wrote it, under obj.</summary>
    public required string Staged { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long StagedLength { get; init; }

    /// <summary>Its last-write time, UTC, in ticks.</summary>
    public required long StagedTicks { get; init; }

    /// <summary>Full path of the package where it was asked for.</summary>
    public required string Final { get; init; }

    /// <summary>SHA-256 of that package, hexadecimal, lower case.</summary>
    public required string FinalSha256 { get; init; }

    /// <summary>Its manifest, or <see langword="null"/> where it has none (symbols).</summary>
    public required PlacedManifest? Manifest { get; init; }

    /// <summary>The settings by which it was made.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Notes what became of a package.</summary>
    public static PackageState Of(StagedPackage package, string finalSha256, PlacedManifest? manifest, string fingerprint)
    {
        var staged = new FileInfo(package.Path);
        return new PackageState
        {
            Staged = staged.FullName,
            StagedLength = staged.Length,
            StagedTicks = staged.LastWriteTimeUtc.Ticks,
            Final = package.Final,
            FinalSha256 = finalSha256,
            Manifest = manifest,
            Fingerprint = fingerprint,
        };
    }

    /// <summary>Whether the package lies under obj as it was when it was signed.</summary>
    public bool IsStaged() =>
        new FileInfo(Staged) is { Exists: true } staged && staged.Length == StagedLength && staged.LastWriteTimeUtc.Ticks == StagedTicks;

    /// <summary>Whether NuGet has not written the package anew, and the signed one is untouched where it was asked for.</summary>
    public bool IsCurrent(StagedPackage package, CancellationToken cancellationToken)
    {
        if (!IsStaged() || !PathNames.Comparer.Equals(Final, package.Final))
            return false;
        if (!File.Exists(Final) || Manifest?.IsCurrent() == false)
            return false;
        return FileDigest.Sha256(Final, cancellationToken) == FinalSha256;
    }
}
