using CodeSign.Formats.NuGetPackage;
using CodeSign.Manifests;
using CodeSign.Signing;

namespace CodeSign.Build.Pack;

/// <summary>A package with all that its manifest says of it as a file.</summary>
/// <param name="Staged">Where NuGet wrote it, and where it was asked for.</param>
/// <param name="Inspection">What is in it.</param>
internal sealed record FinishedPackage(StagedPackage Staged, PackageInspection Inspection)
{
    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The digests of the package without its signature.</summary>
    public required PackageContentHash Content { get; init; }

    /// <summary>The signed copy, or <see langword="null"/> where the package is not signed.</summary>
    public SignedFile? Signed { get; init; }

    /// <summary>The signable files in it, and what became of them.</summary>
    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>A package that was signed.</summary>
    public static FinishedPackage Of(InspectedPackage package, IReadOnlyList<ManifestFile> files, SignedFile signed) =>
        new(package.Package, package.Inspection)
        {
            Sha256 = signed.Sha256,
            Length = signed.Length,
            Content = signed.PackageContent!,
            Signed = signed,
            Files = files,
        };
}
