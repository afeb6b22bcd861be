using System.ComponentModel;

namespace CodeSign.Manifests;

/// <summary>The package that a manifest is about.</summary>
public sealed record ManifestPackage
{
    /// <summary>The package's id.</summary>
    [Description("The package's id, as its .nuspec has it.")]
    public required string Id { get; init; }

    /// <summary>The version as NuGet normalises it.</summary>
    [Description("The package's version as NuGet normalises it: 2.0 is 2.0.0, and +metadata is dropped.")]
    public required string Version { get; init; }

    /// <summary>The file's name.</summary>
    [Description("The name of the package's file, relative to the manifest's folder.")]
    public required string File { get; init; }

    /// <summary>Its length in bytes.</summary>
    [Description("The length of the package's file in bytes.")]
    public required long Length { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    [Description("SHA-256 of the package's file as it was built, hexadecimal. A countersignature by nuget.org changes it.")]
    public required string Sha256 { get; init; }

    /// <summary>SHA-256 of the package without its signature.</summary>
    [Description("SHA-256 of the package without its signature, hexadecimal. A countersignature by nuget.org does not change it.")]
    public required string ContentSha256 { get; init; }

    /// <summary>SHA-512 of the package without its signature, as NuGet prints content hashes.</summary>
    [Description("SHA-512 of the package without its signature, base64: NuGet's content hash, as lock files have it. A countersignature by nuget.org does not change it.")]
    public required string ContentSha512 { get; init; }

    /// <summary>The package's own signature, or <see langword="null"/> where packages are left unsigned.</summary>
    [Description("The author signature of the package. Absent where packages are left unsigned.")]
    public ManifestSignature? Signature { get; init; }
}
