using System.ComponentModel;

namespace CodeSign.Manifests;

/// <summary>The published folder that a manifest is about.</summary>
public sealed record ManifestFolder
{
    /// <summary>The project's package id, which is its assembly's name unless the project says otherwise.</summary>
    [Description("The id of the project that was published: its PackageId, which is its assembly's name unless the project says otherwise.")]
    public required string Id { get; init; }

    /// <summary>The version as NuGet normalises it.</summary>
    [Description("The project's version as NuGet normalises it: 2.0 is 2.0.0, and +metadata is dropped.")]
    public required string Version { get; init; }

    /// <summary>The target framework.</summary>
    [Description("The target framework, such as net10.0.")]
    public required string TargetFramework { get; init; }

    /// <summary>The platform, or <see langword="null"/> where the program is for all.</summary>
    [Description("The platform that it was published for, such as win-x64. Absent where it is for all.")]
    public string? RuntimeIdentifier { get; init; }
}
