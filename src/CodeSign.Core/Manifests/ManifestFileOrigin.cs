using System.ComponentModel;
using CodeSign.Signing;

namespace CodeSign.Manifests;

/// <summary>Where a file in a package comes from.</summary>
public sealed record ManifestFileOrigin
{
    /// <summary>Whose it is.</summary>
    [Description("Whose the file is: own (this project's output), project-reference (a referenced project's), package (from a NuGet package), runtime-pack (from a pack of .NET), or unknown (a CodeSignFile rule decided).")]
    public required ManifestFileOriginKind Kind { get; init; }

    /// <summary>The project's or package's name.</summary>
    [Description("The referenced project's file name, or the package's id.")]
    public string? Name { get; init; }

    /// <summary>The package's version.</summary>
    [Description("The package's version.")]
    public string? Version { get; init; }

    /// <summary>The origin of a planned file.</summary>
    public static ManifestFileOrigin From(FileOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return new ManifestFileOrigin { Kind = (ManifestFileOriginKind)origin.Kind, Name = origin.ShortName, Version = origin.Version };
    }
}
