using CodeSign.Formats;
using CodeSign.Formats.Containers;

namespace CodeSign.Signing;

/// <summary>How a <see cref="SigningPlan"/> looks into archives.</summary>
public sealed record ContainerOptions
{
    /// <summary>Where entries are unpacked that may have to be signed. It must stay open until they are.</summary>
    public required ContainerWorkspace Workspace { get; init; }

    /// <summary>Who knows whose the entries are.</summary>
    public required IEntryOwners Owners { get; init; }

    /// <summary>What tells packages from other archives.</summary>
    public required ISignatureFormat PackageFormat { get; init; }

    /// <summary>How packages are signed; <see langword="null"/> where they are not, and only what is in them is.</summary>
    public required SigningTerms? PackageProfile { get; init; }

    /// <summary>Whether a file has the name of an archive, which is looked into where a rule names it: <c>.zip</c>, <c>.nupkg</c>.</summary>
    public static bool IsArchiveName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ContainerReader.IsName(name);
    }

    /// <summary>How much is unpacked.</summary>
    public ContainerLimits Limits { get; init; } = new();
}
