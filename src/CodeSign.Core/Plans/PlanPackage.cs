using System.ComponentModel;

namespace CodeSign.Plans;

/// <summary>The package that would be made.</summary>
public sealed record PlanPackage
{
    /// <summary>The package's id.</summary>
    [Description("The package's id, as its .nuspec has it.")]
    public required string Id { get; init; }

    /// <summary>The version as NuGet normalises it.</summary>
    [Description("The package's version as NuGet normalises it: 2.0 is 2.0.0, and +metadata is dropped.")]
    public required string Version { get; init; }

    /// <summary>The files that would be made: the package, and after it symbols packages.</summary>
    [Description("The files that would be made: the package, and after it its symbols packages.")]
    public required IReadOnlyList<PlanPackageFile> Outputs { get; init; }
}
