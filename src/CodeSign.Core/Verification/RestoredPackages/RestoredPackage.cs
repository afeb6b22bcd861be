namespace CodeSign.Verification.RestoredPackages;

/// <summary>A package that a restore has put into a package folder, for a project to use.</summary>
public sealed record RestoredPackage
{
    /// <summary>The package's id.</summary>
    public required string Id { get; init; }

    /// <summary>Its version as NuGet normalises it.</summary>
    public required string Version { get; init; }

    /// <summary>Full path of the folder that it was extracted into; <see langword="null"/> where no package folder has it.</summary>
    public required string? Folder { get; init; }

    /// <summary>
    /// The extracted files that a build uses, by their paths in the package, <c>/</c> between folders. <see langword="null"/>: all of them,
    /// since the package brings code that runs in the build, which may load whatever lies beside it, or is a part of .NET.
    /// </summary>
    public required IReadOnlyList<string>? UsedFiles { get; init; }

    /// <summary>Full path of the package's file, which NuGet keeps beside what it extracts.</summary>
    public string? File => Folder is null ? null : Path.Combine(Folder, $"{Id}.{Version}.nupkg".ToLowerInvariant());

    /// <summary>The order of packages: by id, as NuGet compares them, then by version and folder.</summary>
    public static int Compare(RestoredPackage one, RestoredPackage other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var order = StringComparer.OrdinalIgnoreCase.Compare(one.Id, other.Id);
        if (order == 0)
            order = StringComparer.Ordinal.Compare(one.Version, other.Version);
        return order == 0 ? StringComparer.Ordinal.Compare(one.Folder, other.Folder) : order;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Version}";
}
